#include "tally.hpp"

#include <algorithm>
#include <set>

#include "errors.hpp"

namespace grader {
namespace {

template <class Part, class Value>
bool any(const std::vector<Part>& parts, Value value) {
  return std::any_of(parts.begin(), parts.end(), [value](const Part& part) { return part.status == value; });
}

TaskVerdict empty_task(const Module& module, const Task& task) {
  TaskVerdict result;
  result.id = task.id;
  result.name = task.name;
  result.file = "modules/" + module.folder + "/src/" + task.name + ".cpp";
  result.possible = task.points;
  return result;
}

void check_table(const Module& module, const std::vector<ExpectedTest>& expected) {
  for (const ExpectedTest& test : expected) {
    const bool known =
        std::any_of(module.tasks.begin(), module.tasks.end(), [&](const Task& task) { return task.name == test.task; });
    if (!known) {
      throw CourseFault("Test " + test.name + " (" + test.file + ") belongs to '" + test.task +
                        "', which is no task of " + module.folder + ".");
    }
  }
}

}  // namespace

Status status_of(const std::vector<TestVerdict>& tests) {
  if (any(tests, TestStatus::crashed)) return Status::crashed;
  if (any(tests, TestStatus::timed_out)) return Status::timed_out;
  if (tests.empty() || any(tests, TestStatus::failed) || any(tests, TestStatus::not_run)) return Status::failed;
  return any(tests, TestStatus::skipped) ? Status::not_graded : Status::passed;
}

Status status_of(const std::vector<TaskVerdict>& tasks) {
  for (const Status status :
       {Status::not_compiled, Status::crashed, Status::timed_out, Status::failed, Status::not_graded}) {
    if (any(tasks, status)) return status;
  }
  return tasks.empty() ? Status::failed : Status::passed;
}

void tally(ModuleVerdict& verdict, const Module& module, const Task* task, const std::vector<ExpectedTest>& expected,
           const std::vector<ExpectedTest>& asked, const SuiteResult& results) {
  check_table(module, expected);
  for (const Task& each : module.tasks) {
    if (task != nullptr && task != &each) continue;
    const auto of_task = [&](const ExpectedTest& test) { return test.task == each.name; };
    const auto all = std::count_if(expected.begin(), expected.end(), of_task);
    if (all == 0) throw CourseFault("Task " + each.id + " " + each.name + " has no tests, so it cannot be graded.");
    TaskVerdict result = empty_task(module, each);
    for (const ExpectedTest& test : asked) {
      if (of_task(test)) result.tests.push_back(results.tests.at(test.name));
    }
    if (result.tests.empty()) continue;  // the filter names none of its tests
    const bool whole = static_cast<std::ptrdiff_t>(result.tests.size()) == all;
    verdict.filtered = verdict.filtered || !whole;
    result.status = status_of(result.tests);
    if (result.status == Status::passed && whole) result.earned = each.points;
    verdict.tasks.push_back(std::move(result));
  }
  if (!results.unexpected.empty() && !verdict.tasks.empty()) {
    // It is not known what such a result stands for, so it counts against the first task rather than for nothing.
    TaskVerdict& first = verdict.tasks.front();
    for (const std::string& name : std::set<std::string>(results.unexpected.begin(), results.unexpected.end())) {
      TestVerdict extra;
      extra.name = name;
      extra.status = TestStatus::failed;
      extra.kind = "unexpected";
      extra.message = "gave a result although it is not among the tests that were asked for";
      first.tests.push_back(std::move(extra));
    }
    first.status = status_of(first.tests);
    first.earned = 0;
  }
  for (const TaskVerdict& each : verdict.tasks) {
    verdict.earned += each.earned;
    verdict.possible += each.possible;
  }
  verdict.status = status_of(verdict.tasks);
}

void tally_not_compiled(ModuleVerdict& verdict, const Module& module, const Task* task,
                        const std::vector<ExpectedTest>& expected) {
  for (const Task& each : module.tasks) {
    if (task != nullptr && task != &each) continue;
    TaskVerdict result = empty_task(module, each);
    result.status = Status::not_compiled;
    for (const ExpectedTest& test : expected) {
      if (test.task != each.name) continue;
      TestVerdict not_run;
      not_run.name = test.name;
      not_run.file = test.file;
      not_run.line = test.line;
      not_run.kind = "not_compiled";
      not_run.message = "not run: the module did not compile";
      result.tests.push_back(std::move(not_run));
    }
    verdict.possible += each.points;
    verdict.tasks.push_back(std::move(result));
  }
  verdict.status = Status::not_compiled;
}

}  // namespace grader
