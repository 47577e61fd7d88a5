#include "verdict_difference.hpp"

#include <fmt/format.h>

#include <map>

namespace grader {
namespace {

std::string message_of(const TestVerdict& test) {
  const std::size_t place = test.status == TestStatus::crashed ? test.message.rfind("\nat ") : std::string::npos;
  return test.message.substr(0, place);
}

std::string quoted(const std::string& text) {
  return text.empty() ? "nothing" : "\"" + text + "\"";
}

class Differences {
 public:
  void compare(const std::string& file, const std::string& name, const char* what, const std::string& ordinary,
               const std::string& graded) {
    if (ordinary == graded) return;
    found_.push_back(
        {file, fmt::format("{}: {} {} in an ordinary run, {} when it is graded", name, what, ordinary, graded)});
  }

  void compare(const TestVerdict& ordinary, const TestVerdict& graded) {
    const std::size_t before = found_.size();
    compare(ordinary.file, ordinary.name, "status", to_word(ordinary.status), to_word(graded.status));
    if (found_.size() > before) return;  // another status has another message
    compare(ordinary.file, ordinary.name, "message", quoted(message_of(ordinary)), quoted(message_of(graded)));
    compare(ordinary.file, ordinary.name, "mistake", quoted(ordinary.mistake), quoted(graded.mistake));
  }

  std::vector<VerdictDifference> found() && { return std::move(found_); }

 private:
  std::vector<VerdictDifference> found_;
};

}  // namespace

std::vector<VerdictDifference> verdict_differences(const ModuleVerdict& ordinary, const ModuleVerdict& graded) {
  Differences differences;
  std::map<std::string, const TaskVerdict*> graded_tasks;
  for (const TaskVerdict& task : graded.tasks) graded_tasks.emplace(task.name, &task);
  for (const TaskVerdict& task : ordinary.tasks) {
    const auto other = graded_tasks.find(task.name);
    const TaskVerdict none;
    const TaskVerdict& same = other == graded_tasks.end() ? none : *other->second;
    differences.compare(task.file, "task " + task.name, "points", std::to_string(task.earned),
                        std::to_string(same.earned));
    std::map<std::string, const TestVerdict*> graded_tests;
    for (const TestVerdict& test : same.tests) graded_tests.emplace(test.name, &test);
    for (const TestVerdict& test : task.tests) {
      const auto found = graded_tests.find(test.name);
      if (found != graded_tests.end()) {
        differences.compare(test, *found->second);
        graded_tests.erase(found);
      } else {
        differences.compare(test.file, test.name, "status", to_word(test.status), "no result");
      }
    }
    for (const auto& [name, test] : graded_tests)
      differences.compare(test->file, name, "status", "no result", to_word(test->status));
  }
  return std::move(differences).found();
}

}  // namespace grader
