/// @file
/// Every submission that a grading's folder knows, whichever run graded it.
#pragma once

#include <string>
#include <vector>

#include "gradebook/gradebook.hpp"
#include "grading/grade_result.hpp"

namespace grader {

struct WholeClass {
  std::vector<SubmissionGrade> grades;  ///< by student (the person, where an identifier is an alias), then as handed in
  std::vector<bool> of_this_run;        ///< beside `grades`
  std::vector<std::string> unreadable;  ///< sentences: attempts whose grade cannot be read any more and is left out
};

/// What this run graded, and the newest grading of every other submission on record. An earlier submission is left out where the
/// student handed in again under the same name, later, and with at least the same modules: that one took its place.
/// @param graded  by this run
/// @param record  of `gradebook`, read after `graded` was recorded
WholeClass whole_class(std::vector<SubmissionGrade> graded, const ClassRecord& record, Gradebook& gradebook);

}  // namespace grader
