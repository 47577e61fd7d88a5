/// @file
/// `grader gradebook`: the marks of a class.
#pragma once

#include <string>
#include <vector>

#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace CLI {
class App;
}

namespace grader {

struct GradebookOptions {
  Terminal terminal;
};

ExitStatus run_gradebook(const Course& course, const GradebookOptions& options);
void add_gradebook_options(CLI::App& command, GradebookOptions& options);
}  // namespace grader
