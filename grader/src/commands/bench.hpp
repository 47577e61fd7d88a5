/// @file
/// `grader bench N`: the module's benchmark, student beside reference beside library.
#pragma once

#include <string>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct BenchOptions {
  std::string selector;
  std::string filter;  ///< passed on as --benchmark_filter
  Terminal terminal;
};

/// Builds in the preset `release`. Exit 1 when the student's module does not build or stops.
/// @throws UsageError, EnvironmentError
ExitStatus run_bench(const Course& course, const BenchOptions& options);

}  // namespace grader
