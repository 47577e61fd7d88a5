/// @file
/// `grader check`: which modules, which reports, what is recorded.
#pragma once

#include <string>

#include "check.hpp"
#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct CheckOptions {
  std::string selector;  ///< "12", "12.2", "attention"; empty: where the student goes on (find_next)
  CheckRequest request;
  std::string json;   ///< a file, "-" for standard output, or empty
  std::string junit;  ///< likewise
  bool verbose = false;
  bool all = false;
  Terminal terminal;  ///< used unless a machine format goes to standard output
};

ExitStatus run_check(const Course& course, const CheckOptions& options);

}  // namespace grader
