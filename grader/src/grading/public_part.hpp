/// @file
/// What of a grade a student may see. Everything that students read goes through here.
#pragma once

#include <string>

#include "grading/grade_result.hpp"

namespace grader {

/// The verdict that counts, without a test that is hidden and without paths of this machine's build.
ModuleVerdict public_verdict(const ModuleGrade& module);

/// "hidden tests: passed" or "hidden tests: not all passed"; empty where the task has none.
std::string hidden_tests_line(const ModuleGrade& module, const std::string& task);

}  // namespace grader
