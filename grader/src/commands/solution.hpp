/// @file
/// `grader solution N.T`: the reference beside the student's file, as a diff.
#pragma once

#include <string>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct SolutionOptions {
  std::string selector;
  bool anyway = false;  ///< before the task passes; recorded
  Terminal terminal;
};

/// Exit 1 when the task is not passed yet and `anyway` was not given.
/// @throws UsageError  no such task, or this edition has no solutions
ExitStatus run_solution(const Course& course, const SolutionOptions& options);

}  // namespace grader
