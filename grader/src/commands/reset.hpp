/// @file
/// `grader reset N[.T]`: back to the skeleton, with a backup.
#pragma once

#include <string>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct ResetOptions {
  std::string selector;
  Terminal terminal;
};

/// @throws UsageError, EnvironmentError  nothing was lost in either case
ExitStatus run_reset(const Course& course, const ResetOptions& options);

}  // namespace grader
