/// @file
/// `grader list`: what there is.
#pragma once

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct ListOptions {
  bool names = false;  ///< one name a line of every module and task, for the completion of shells
  Terminal terminal;
};

ExitStatus run_list(const Course& course, const ListOptions& options);

}  // namespace grader
