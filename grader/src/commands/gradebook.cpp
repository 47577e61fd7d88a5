#include "commands/gradebook.hpp"

namespace grader {

void add_gradebook_options(CLI::App&, GradebookOptions&) {}

ExitStatus run_gradebook(const Course&, const GradebookOptions&) {
  throw UsageError("`grader gradebook` is not there yet.");
}

}  // namespace grader
