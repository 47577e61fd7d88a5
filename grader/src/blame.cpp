#include "blame.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <string>

namespace grader {
namespace {

/// At most so many failures are run again: one is enough to know, a few more are enough to be sure.
constexpr std::size_t most_reruns = 12;

int module_of(const std::string& task) {
  int number = 0;
  std::from_chars(task.data(), task.data() + task.size(), number);
  return number;
}

bool all_passed(const SuiteResult& result) {
  return std::all_of(result.tests.begin(), result.tests.end(),
                     [](const auto& entry) { return entry.second.status == TestStatus::passed; });
}

/// What failed, taken apart by what it says about the modules below.
struct Failures {
  std::string unwritten;            ///< the first task of an earlier module that is still to be written
  std::vector<std::string> others;  ///< failures that say nothing by themselves
};

Failures failures_of(const ModuleVerdict& verdict) {
  Failures result;
  for (const TaskVerdict& task : verdict.tasks) {
    for (const TestVerdict& test : task.tests) {
      if (test.status == TestStatus::passed || test.status == TestStatus::skipped) continue;
      const std::string todo = todo_task(test);
      const int number = module_of(todo);
      const bool below = number != 0 && number != verdict.number;
      if (below && (result.unwritten.empty() || number < module_of(result.unwritten))) result.unwritten = todo;
      // What hung would hang again, and what did not run tells nothing.
      const bool telling = test.status == TestStatus::failed || test.status == TestStatus::crashed;
      if (todo.empty() && telling && result.others.size() < most_reruns) result.others.push_back(test.name);
    }
  }
  return result;
}

}  // namespace

std::string todo_task(const TestVerdict& test) {
  constexpr std::string_view mark = "task ";
  const std::size_t at = test.message.find(mark);
  if (test.kind != "todo" || at == std::string::npos) return "";
  const std::size_t begin = std::min(test.message.find_first_not_of('0', at + mark.size()), test.message.size());
  const std::size_t end = test.message.find_first_not_of("0123456789.", begin);
  return test.message.substr(begin, end == std::string::npos ? end : end - begin);
}

void search_blame(ModuleVerdict& verdict, const Course& course, const Module& module,
                  const std::vector<ExpectedTest>& asked,
                  const std::function<SuiteResult(const Base&, const std::vector<ExpectedTest>&)>& run) {
  if (is_all_reference(verdict.base)) return;
  const Failures failures = failures_of(verdict);
  if (!failures.unwritten.empty()) {
    const int number = module_of(failures.unwritten);
    const Module& below = course.module(std::to_string(number));
    verdict.blame = below.folder;
    verdict.advice =
        fmt::format("Module {:02} is where to begin: task {} of it is still to be written. `grader check {}`", number,
                    failures.unwritten, number);
    return;
  }
  if (failures.others.empty() || !has_references_below(course, module)) return;

  std::vector<ExpectedTest> again;
  for (const ExpectedTest& test : asked) {
    const auto& names = failures.others;
    if (std::find(names.begin(), names.end(), test.name) != names.end()) again.push_back(test);
  }
  const SuiteResult on_reference = run(reference_base(verdict.base), again);
  std::erase_if(
      again, [&](const ExpectedTest& test) { return on_reference.tests.at(test.name).status != TestStatus::passed; });
  if (again.empty()) return;
  verdict.blame = find_blame(course, verdict.base, [&](const Base& base) { return all_passed(run(base, again)); });
  const std::string what =
      again.size() == 1 ? again.front().name + " passes" : fmt::format("{} of the failed tests pass", again.size());
  if (verdict.blame.empty()) {
    verdict.advice =
        what + " on the reference below, yet on each of your earlier modules alone too: two of them together differ.";
    return;
  }
  const int number = course.find_folder(verdict.blame)->number;
  verdict.advice = fmt::format("The fault is in your module {:02}: {} on its reference. Go on with `grader check {}`.",
                               number, what, number);
}

}  // namespace grader
