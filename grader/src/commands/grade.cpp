#include "commands/grade.hpp"

namespace grader {

ExitStatus run_grade(const Course&, const GradeOptions&) {
  throw UsageError("`grader grade` is not there yet.");
}

}  // namespace grader
