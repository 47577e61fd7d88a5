/// @file
/// `grader update`: a student's working copy follows a newer edition.
#pragma once

#include <string>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct UpdateOptions {
  std::string edition;
  bool dry_run = false;
  Terminal terminal;
};

ExitStatus run_update(const Course& course, const UpdateOptions& options);

}  // namespace grader
