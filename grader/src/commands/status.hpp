/// @file
/// `grader status`: the map of the course.
#pragma once

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct StatusOptions {
  bool json = false;  ///< groundup/status/1 on standard output
  Terminal terminal;
};

/// Every module and task with its points, what is next and what that needs.
ExitStatus run_status(const Course& course, const StatusOptions& options);

}  // namespace grader
