/// @file
/// `grader submit`: a student's modules as one archive.
#pragma once

#include <string>
#include <vector>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct SubmitOptions {
  std::vector<std::string> selectors;  ///< modules; empty: all that are begun
  std::string student;
  std::string to;           ///< the archive; empty: a name in the current folder
  bool gradescope = false;  ///< a zip for that service's upload
  Terminal terminal;
};

ExitStatus run_submit(const Course& course, const SubmitOptions& options);

}  // namespace grader
