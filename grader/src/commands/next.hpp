/// @file
/// `grader next`: where to go.
#pragma once

#include <string>
#include <vector>

#include "course.hpp"
#include "errors.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace grader {

struct NextOptions {
  Terminal terminal;
};

ExitStatus run_next(const Course& course, const NextOptions& options);

/// The first task, in the order of the course, that is not passed.
struct NextStep {
  const Module* module = nullptr;  ///< null: everything is passed
  const Task* task = nullptr;
  std::vector<std::string> open_needs;  ///< folders that the module needs and that are not complete
};
NextStep find_next(const Course& course, const Progress& progress);

}  // namespace grader
