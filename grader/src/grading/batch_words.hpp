/// @file
/// What a batch says before its first submission, of each in its log, and after its last.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "grading/batch.hpp"
#include "grading/grade_result.hpp"

namespace grader {

/// A stranger's file name cannot steer the terminal: control characters become question marks.
std::string without_controls(std::string text);

/// "3 min 20 s", "45 s".
std::string time_in_words(double seconds);

/// What a worker leaves in the log of a submission that it graded: what it was, how it was graded, what came out. Names no hidden test.
/// @param kept  the result was in the cache
std::string log_of(const SubmissionGrade& grade, bool kept);

/// "31 submissions: 29 from the cache, 2 to grade, by 4 workers."
/// @param workers  0: as many as other machines give
std::string opening_line(std::size_t submissions, std::size_t kept, int workers);

/// Where to look now, and what could not be graded: that line is the last one, and says what it makes of the exit status.
/// @param with_pages  report and feedback pages were written
std::vector<std::string> closing_lines(const BatchSummary& summary, const std::filesystem::path& into, bool with_pages);

}  // namespace grader
