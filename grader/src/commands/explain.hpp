/// @file
/// `grader explain [TEST]`: what a test claims and how to run it alone.
#pragma once

#include <string>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct ExplainOptions {
  std::string test;  ///< "Suite.Name" or a part of it; empty: the last failure
  Terminal terminal;
};

/// @throws UsageError  no such test: the nearest names; no failure to explain
ExitStatus run_explain(const Course& course, const ExplainOptions& options);

}  // namespace grader
