/// @file
/// Work that was done with another edition of a module than the one that grades.
#pragma once

#include "course.hpp"
#include "edition/submission.hpp"
#include "grading/grade_result.hpp"

namespace grader {

/// Compares what the manifest says of each graded module with this course: fills ModuleGrade::other_edition and adds a flag for each
/// module that differs. A manifest that says nothing, an older one, makes none. No point depends on it.
/// @throws EnvironmentError  a file of the course cannot be read
void note_other_editions(const Course& course, const Submission& submission, SubmissionGrade& grade);

}  // namespace grader
