/// @file
/// Marks for other systems. Nothing here writes a file; each returns what goes into one.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "gradebook/csv.hpp"
#include "gradebook/marks.hpp"
#include "grading/grade_result.hpp"

namespace grader {

/// A row a student and module, and one for the total: assignment, duedate, timestamp, student_id, name, email, section,
/// raw_score, late_submission_penalty, score, max_score. What was not handed in has no timestamp and scores 0.
std::string export_csv(const ClassMarks& marks);

/// What goes into one column of somebody else's table.
struct ExportColumn {
  const Assignment* assignment = nullptr;  ///< null: the total, in percent
  std::string title;                       ///< of the column in that table; empty: found by the module's names
};

/// A table of somebody else's with one column changed. Every other cell keeps its bytes.
struct Merged {
  std::string text;
  std::string column;                  ///< its title
  std::size_t marks = 0;               ///< rows that got a mark
  std::vector<std::string> left;       ///< rows of students that kept what they had, and why
  std::vector<std::string> unmatched;  ///< rows that mean nobody in the gradebook
  std::vector<std::string> absent;     ///< students with a mark that are in no row
};

/// Into the instructor's own export of Canvas's gradebook. Rows are matched by Canvas's ID, then SIS User ID, then SIS Login ID,
/// then name. Marks are scaled to the column's "Points Possible".
/// @throws UsageError  this is no such export, or the column is not there or not clear
Merged merge_canvas(CsvFile file, const ClassMarks& marks, const ExportColumn& column);
/// Into the offline grading worksheet of a Moodle assignment, in any of the known languages, or with the column's title given.
/// Rows are matched by ID number, e-mail address, full name, identifier. Marks are scaled to "Maximum Grade".
/// @throws UsageError  likewise
Merged merge_moodle(CsvFile file, const ClassMarks& marks, const ExportColumn& column);
/// For Moodle's import into the gradebook, where a person chooses what each column is: a row a student, a column a module.
std::string export_moodle(const ClassMarks& marks);

/// A module of one student, as graded in the attempt that counts.
struct ExportedModule {
  std::string student;
  ModuleGrade grade;
  double points = 0;     ///< what counts, less lateness
  std::string lateness;  ///< "2 days late: -20 %"; empty: in time
  bool in_total = true;  ///< false: the instructor's plan leaves it out
};

/// What one student has in Gradescope: the total as points of those that the modules of the total offer together, handed in or not.
/// So score by points offered is the total in percent, and without weights the score is the sum of the points.
double gradescope_score(const ClassMarks& marks, const StudentMarks& student);

/// Gradescope's results.json: points for each task, its public tests, and of hidden tests one line that names none.
/// @param fault    why nothing could be graded, or empty
/// @param score    of the whole; none: the sum of the modules' points
std::string gradescope_results(const std::vector<ExportedModule>& modules, const std::string& fault, double seconds,
                               std::optional<double> score = std::nullopt);
/// Of one submission as it was graded: the raw points, for a system that counts lateness itself.
std::string gradescope_results(const SubmissionGrade& grade);
/// JUnit XML of the public tests, as the judge saw them.
/// @param class_report  the suites of several students: each name begins with the student's identifier
std::string export_junit(const std::vector<ExportedModule>& modules, bool class_report);

}  // namespace grader
