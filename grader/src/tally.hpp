/// @file
/// From results of tests to points and statuses.
#pragma once

#include <vector>

#include "course.hpp"
#include "suite.hpp"
#include "verdict.hpp"

namespace grader {

/// Fills `verdict.tasks`, its points and its status from the results of the expected tests.
/// @param expected  all tests of the suite
/// @param asked     those that were run; a task of which some were not asked for earns nothing
/// @param task      only this task; null: all
/// @throws CourseFault  a task without tests, a test without a task
void tally(ModuleVerdict& verdict, const Module& module, const Task* task, const std::vector<ExpectedTest>& expected,
           const std::vector<ExpectedTest>& asked, const SuiteResult& results);

/// Every task with its tests not run, for a module that did not compile.
void tally_not_compiled(ModuleVerdict& verdict, const Module& module, const Task* task,
                        const std::vector<ExpectedTest>& expected);

/// The task or module status that follows from its parts.
Status status_of(const std::vector<TestVerdict>& tests);
Status status_of(const std::vector<TaskVerdict>& tasks);

}  // namespace grader
