/// @file
/// `grader grade-one`: what a worker of `grader grade` does. Not for people, so no help lists it.
#pragma once

#include <cstddef>
#include <string>

#include "course.hpp"
#include "errors.hpp"

namespace grader {

struct GradeOneOptions {
  std::string submission;
  std::string list;        ///< instead of a submission: a work list, and
  std::size_t item = 0;    ///< the number in it
  std::string into;        ///< a grading's folder, whose grading.json says how
  bool only_kept = false;  ///< takes the result of the same content where one is kept; else writes nothing
};

/// Grades one submission, or finds its content graded, and writes its outcome. Exit 0 whatever the submission is worth.
ExitStatus run_grade_one(const Course& course, const GradeOneOptions& options);

}  // namespace grader
