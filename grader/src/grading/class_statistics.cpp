#include "grading/class_statistics.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "blame.hpp"
#include "explained_failure.hpp"
#include "grading/grade_words.hpp"
#include "text.hpp"

namespace grader {
namespace {

class Counting {
 public:
  void add(std::size_t index, const SubmissionGrade& grade) {
    Attention attention{index, 0, {}};
    if (!grade.fault.empty()) {
      note(attention, 6, "could not be graded: " + grade.fault);
    } else {
      for (const ModuleGrade& module : grade.modules) add_module(module, attention);
    }
    if (!grade.flags.empty()) {
      note(attention, std::min<int>(static_cast<int>(grade.flags.size()) * 3, 9), counted(grade.flags.size(), "flag"));
    }
    if (!attention.reasons.empty()) attention_.push_back(std::move(attention));
  }

  ClassStatistics finish() && {
    ClassStatistics result;
    for (auto& [unused, module] : modules_) result.modules.push_back(std::move(module));
    for (auto& [unused, test] : tests_) {
      if (test.failed > 0) result.tests.push_back(std::move(test));
    }
    for (auto& [key, count] : mistakes_) result.mistakes.push_back({key.second, key.first.second, count});
    std::stable_sort(result.tests.begin(), result.tests.end(), [](const TestCount& a, const TestCount& b) {
      return std::tuple(-a.share(), b.failed) < std::tuple(-b.share(), a.failed);
    });
    std::stable_sort(result.mistakes.begin(), result.mistakes.end(),
                     [](const MistakeCount& a, const MistakeCount& b) { return a.submissions > b.submissions; });
    std::stable_sort(attention_.begin(), attention_.end(),
                     [](const Attention& a, const Attention& b) { return a.weight > b.weight; });
    result.attention = std::move(attention_);
    return result;
  }

 private:
  static void note(Attention& attention, int weight, std::string reason) {
    attention.weight += weight;
    attention.reasons.push_back(std::move(reason));
  }

  void add_module(const ModuleGrade& module, Attention& attention) {
    const ModuleVerdict& credit = module.credit;
    ModulePoints& points = modules_[credit.number];
    points.number = credit.number;
    points.title = credit.title;
    points.possible = std::max(points.possible, credit.possible);
    points.earned.push_back(credit.earned);
    if (credit.status == Status::not_compiled) {
      ++points.not_compiled;
      note(attention, 2, fmt::format("module {} did not compile", credit.number));
      return;
    }
    for (const TaskVerdict& task : credit.tasks) add_task(module, task, attention);
  }

  void add_task(const ModuleGrade& module, const TaskVerdict& task, Attention& attention) {
    const std::string name = task.id + " " + task.name;
    if (task.status == Status::crashed) note(attention, 1, name + " crashed");
    if (task.status == Status::timed_out) note(attention, 1, name + " took too long");
    std::set<std::string> recognised;
    const bool written = std::none_of(task.tests.begin(), task.tests.end(),
                                      [](const TestVerdict& test) { return !todo_task(test).empty(); });
    for (const TestVerdict& test : task.tests) add_test(module.credit, name, test, false, written, recognised);
    if (const HiddenTests* hidden = hidden_of(module, task.name)) {
      for (const TestVerdict& test : hidden->tests) add_test(module.credit, name, test, true, written, recognised);
      const bool passed = std::all_of(task.tests.begin(), task.tests.end(),
                                      [](const TestVerdict& test) { return test.status == TestStatus::passed; });
      // The answers to the published tests may have been written down instead of computed.
      if (passed && !all_passed(*hidden)) note(attention, 2, name + " passes all but the hidden tests");
    }
    for (const std::string& mistake : recognised) ++mistakes_[{{module.credit.number, mistake}, name}];
  }

  void add_test(const ModuleVerdict& module, const std::string& task, const TestVerdict& test, bool hidden,
                bool written, std::set<std::string>& recognised) {
    if (!written || test.status == TestStatus::skipped) return;
    TestCount& count = tests_[{module.number, test.name, hidden}];
    count.number = module.number;
    count.task = task;
    count.test = test.name;
    count.hidden = hidden;
    ++count.tried;
    if (!is_explained(test)) return;
    ++count.failed;
    if (!test.mistake.empty()) recognised.insert(test.mistake);
  }

  std::map<int, ModulePoints> modules_;
  std::map<std::tuple<int, std::string, bool>, TestCount> tests_;
  std::map<std::pair<std::pair<int, std::string>, std::string>, std::size_t> mistakes_;
  std::vector<Attention> attention_;
};

}  // namespace

ClassStatistics count_class(const std::vector<SubmissionGrade>& grades) {
  Counting counting;
  for (std::size_t i = 0; i < grades.size(); ++i) counting.add(i, grades[i]);
  return std::move(counting).finish();
}

}  // namespace grader
