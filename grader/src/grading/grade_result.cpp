#include "grading/grade_result.hpp"

namespace grader {

int SubmissionGrade::earned() const {
  int sum = 0;
  for (const ModuleGrade& module : modules) sum += module.credit.earned;
  return sum;
}

int SubmissionGrade::possible() const {
  int sum = 0;
  for (const ModuleGrade& module : modules) sum += module.credit.possible;
  return sum;
}

}  // namespace grader
