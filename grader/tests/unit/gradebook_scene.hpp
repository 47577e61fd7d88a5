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

  fs::path at(const std::string& name) const { return toy.path() / name; }
  std::string fault(GradebookAction action) {
    try {
      run(action);
    } catch (const UsageError& error) {
      return error.what();
    }
    return "accepted";
  }
  void record() const {
    Gradebook gradebook(options.into);
    gradebook.record(grade_of("anna", "d1", "2026-03-03T12:00:00Z",
                              {module_grade(toy.sums(), {"add"}), module_grade(toy.means(), {"mean"})}));
    gradebook.record(grade_of("bert", "d2", "2026-03-01T12:00:00Z", {module_grade(toy.sums(), {"add", "scale"})}));
  }
  void make_sums_due() {
    options.module = "1";
    options.time = "2026-03-01T19:00:00+01:00";
    run(GradebookAction::set_due);
    options.module.clear();
    options.percent_a_day = 10;
    options.grace_minutes = 15;
    run(GradebookAction::set_policy);
  }
};

}  // namespace grader::testing
