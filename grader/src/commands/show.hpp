/// @file
/// `grader show N`: one module: lesson, contract, tasks, points, needs, hours.
#pragma once

#include <string>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct ShowOptions {
  std::string selector;
  Terminal terminal;
};

/// @throws UsageError  naming the nearest modules
ExitStatus run_show(const Course& course, const ShowOptions& options);

}  // namespace grader
