#include "grading/public_part.hpp"

#include <algorithm>
#include <set>

namespace grader {

ModuleVerdict public_verdict(const ModuleGrade& module) {
  std::set<std::string> hidden;
  for (const HiddenTests& each : module.hidden) {
    for (const TestVerdict& test : each.tests) hidden.insert(test.name);
  }
  ModuleVerdict verdict = module.credit;
  verdict.build_log.clear();
  for (TaskVerdict& task : verdict.tasks) {
    std::erase_if(task.tests, [&](const TestVerdict& test) { return hidden.contains(test.name); });
  }
  return verdict;
}

std::string hidden_tests_line(const ModuleGrade& module, const std::string& task) {
  bool any = false;
  bool all_passed = true;
  for (const HiddenTests& each : module.hidden) {
    if (each.task != task) continue;
    for (const TestVerdict& test : each.tests) {
      any = true;
      all_passed = all_passed && test.status == TestStatus::passed;
    }
  }
  if (!any) return "";
  return all_passed ? "hidden tests: passed" : "hidden tests: not all passed";
}

}  // namespace grader
