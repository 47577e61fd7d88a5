/// @file
/// The pages of a grading, as files.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "course.hpp"
#include "grading/feedback_page.hpp"
#include "grading/grade_result.hpp"

namespace grader {

/// A file name for each grade's page, all different also where case does not count: "ada.html", "ada-second.tar.gz.html"
/// where a student has several. Whatever an identifier holds, the name is plain: letters, digits, '-', '_', '.', at most 100
/// bytes, no dot first.
std::vector<std::string> page_names(const std::vector<SubmissionGrade>& grades);

/// Writes feedback/<page name> for every grade, and report.html, below `folder`. Each file is replaced whole or not at all. A page
/// that an earlier call wrote and that no grade has any more is deleted, unless somebody changed or renamed it since. A page that somebody
/// changed is written anew only with a grade of this run.
/// @param contexts     by student; may lack some
/// @param of_this_run  as class_report()'s
/// @throws EnvironmentError
void write_pages(const Course& course, const std::filesystem::path& folder, const std::vector<SubmissionGrade>& grades,
                 const std::map<std::string, FeedbackContext>& contexts = {},
                 const std::vector<bool>& of_this_run = {});

}  // namespace grader
