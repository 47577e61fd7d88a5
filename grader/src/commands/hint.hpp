/// @file
/// `grader hint N.T`: three hints of rising strength, one a call.
#pragma once

#include <string>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct HintOptions {
  std::string selector;
  Terminal terminal;
};

/// @throws UsageError        no such task, or a module without a task
/// @throws EnvironmentError  hints.md is missing or incomplete
ExitStatus run_hint(const Course& course, const HintOptions& options);

}  // namespace grader
