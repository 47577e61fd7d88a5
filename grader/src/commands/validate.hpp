/// @file
/// `grader validate`: the course proves itself.
#pragma once

#include <string>
#include <vector>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct ValidateOptions {
  std::vector<std::string> selectors;  ///< modules; empty: all
  bool json = false;                   ///< groundup/validate/1 on standard output
  Terminal terminal;
};

/// Exit 0 when every proof holds, 1 when one does not. @throws UsageError  where the edition withholds solutions
ExitStatus run_validate(const Course& known, const ValidateOptions& options);

}  // namespace grader
