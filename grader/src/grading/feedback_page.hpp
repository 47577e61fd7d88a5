/// @file
/// What a student gets back: points, the first failure of each task in full, nothing that only instructors may see.
#pragma once

#include <optional>
#include <string>

#include "course.hpp"
#include "grading/grade_result.hpp"

namespace grader {

/// What the gradebook knows beyond one grading. What is empty is left out of the page.
struct FeedbackContext {
  std::string person;                  ///< the student's name
  std::string lateness;                ///< a sentence: "Handed in 2 days late: 20 % are taken."
  std::optional<double> final_points;  ///< after lateness
  std::string comment;                 ///< of the instructor
};

/// A page of its own. Of the hidden tests it says whether those of a task passed, and no more; flags are not in it. Text that
/// comes from the student's code is cut and made harmless. Reads the test files of tests that failed, for their claims.
std::string feedback_page(const Course& course, const SubmissionGrade& grade, const FeedbackContext& context = {});

}  // namespace grader
