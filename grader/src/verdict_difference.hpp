/// @file
/// Where two verdicts on the same code say different things to a student.
#pragma once

#include <string>
#include <vector>

#include "verdict.hpp"

namespace grader {

struct VerdictDifference {
  std::string file;  ///< of the test, or of the task whose points differ
  std::string what;  ///< "Softmax.RowsSumToOne: message \"...\" in an ordinary run, \"...\" when it is graded"
};

/// Test by test: status, message and recognised mistake; task by task: points. The line of the student's that an ordinary run adds
/// to a crash is left out of the comparison: a worker's word on where it crashed is nothing that grading goes by.
std::vector<VerdictDifference> verdict_differences(const ModuleVerdict& ordinary, const ModuleVerdict& graded);

}  // namespace grader
