/// @file
/// A gradebook on the small course, and its command run as a user would.
#pragma once

#include <string>

#include "commands/gradebook.hpp"
#include "grade_samples.hpp"

namespace grader::testing {

struct GradebookScene : ::testing::Test {
  TemporaryCourse toy;
  GradebookOptions options;

  GradebookScene() { options.into = (toy.path() / "grading").string(); }

  /// Runs and returns what was printed.
  std::string run(GradebookAction action) {
    TextTerminal out;
    options.action = action;
    options.terminal = out.terminal;
    run_gradebook(toy.course, options);
    return out.text();
  }
};

}  // namespace grader::testing
