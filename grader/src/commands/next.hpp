/// @file
/// `grader next`: where to go.
#pragma once

#include <string>

#include "course.hpp"
#include "errors.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace grader {

struct NextOptions {
  Terminal terminal;
};

ExitStatus run_next(const Course& course, const NextOptions& options);

/// Where the student goes on: the module worked in last if it is not complete, else the first, in the order of the
/// course, that is not. Tasks that this machine cannot grade do not count.
struct NextStep {
  const Module* module = nullptr;  ///< null: everything is passed
  const Task* task = nullptr;      ///< its first task that is not passed; null: all are, but not checked together
  std::string why;                 ///< "you worked there last"; empty if there is only one place to go
};
NextStep find_next(const Course& course, const Progress& progress);

}  // namespace grader
