/// @file
/// Whose fault a failure is when the student's own modules stand below.
#pragma once

#include <functional>
#include <vector>

#include "base.hpp"
#include "course.hpp"
#include "suite.hpp"
#include "verdict.hpp"

namespace grader {

/// Runs some of the failed tests again on the reference base, and when they pass there, on one module of the student's
/// after the other. Sets `verdict.blame` and `verdict.advice`; leaves them alone when the fault is the module's own. An
/// earlier task that is still to be written is named without any run.
/// @param run  builds a base and runs tests on it
void search_blame(ModuleVerdict& verdict, const Course& course, const Module& module,
                  const std::vector<ExpectedTest>& asked,
                  const std::function<SuiteResult(const Base&, const std::vector<ExpectedTest>&)>& run);

/// The task that a `todo` failure names: "12.2"; empty if the failure is of another kind.
std::string todo_task(const TestVerdict& test);

}  // namespace grader
