/// @file
/// The instructor's page about a class. It names hidden tests, flags and students.
#pragma once

#include <string>
#include <vector>

#include "course.hpp"
#include "grading/grade_result.hpp"

namespace grader {

/// Distribution of points, hardest tests, commonest mistakes, what did not compile, flags, whom to look at first.
/// @param pages        of the submissions, beside `grades`, as links from this page; empty: no links
/// @param of_this_run  beside `grades`: false for what an earlier run graded; empty: all are of this run
std::string class_report(const Course& course, const std::vector<SubmissionGrade>& grades,
                         const std::vector<std::string>& pages = {}, const std::vector<bool>& of_this_run = {});

}  // namespace grader
