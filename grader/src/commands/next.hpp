/// @file
/// `grader next`: where to go.
#pragma once

#include "course.hpp"
#include "errors.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace grader {

struct NextOptions {
  Terminal terminal;
};

ExitStatus run_next(const Course& course, const NextOptions& options);

/// Where the student stands: the first module, in the order of the course, that is not complete. Tasks that this
/// machine cannot grade do not count.
struct NextStep {
  const Module* module = nullptr;  ///< null: everything is passed
  const Task* task = nullptr;      ///< its first task that is not passed; null: all are, but not checked together
};
NextStep find_next(const Course& course, const Progress& progress);

}  // namespace grader
