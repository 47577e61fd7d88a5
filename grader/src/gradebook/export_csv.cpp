#include <fmt/core.h>

#include "gradebook/exports.hpp"

namespace grader {
namespace {

std::string assignment_name(const Assignment& assignment) {
  return fmt::format("{} {}", assignment.folder.substr(0, assignment.folder.find('_')), assignment.title);
}

}  // namespace

std::string export_csv(const ClassMarks& marks) {
  std::string text = csv_line({"assignment", "duedate", "timestamp", "student_id", "name", "email", "section",
                               "raw_score", "late_submission_penalty", "score", "max_score"});
  for (const StudentMarks& row : marks.students) {
    const Student& student = row.student;
    for (std::size_t i = 0; i < row.modules.size(); ++i) {
      const ModuleMark& mark = row.modules[i];
      text +=
          csv_line({assignment_name(marks.assignments[i]), mark.due, mark.submitted, student.id, student.name,
                    student.email, student.section, two_decimals(mark.earned), two_decimals(mark.earned - mark.points),
                    two_decimals(mark.points), two_decimals(mark.possible)});
    }
    text += csv_line({"total", "", "", student.id, student.name, student.email, student.section, "", "",
                      two_decimals(row.total_percent), two_decimals(100)});
  }
  return text;
}

std::string export_moodle(const ClassMarks& marks) {
  std::vector<std::string> header = {"ID number", "Email address", "Full name"};
  for (const Assignment& each : marks.assignments) header.push_back(assignment_name(each));
  header.emplace_back("Total (percent)");
  std::string text = csv_line(header);
  for (const StudentMarks& row : marks.students) {
    std::vector<std::string> cells = {row.student.id, row.student.email, row.student.name};
    // An empty cell leaves what Moodle has.
    for (const ModuleMark& mark : row.modules) cells.push_back(mark.is_graded() ? two_decimals(mark.points) : "");
    cells.push_back(two_decimals(row.total_percent));
    text += csv_line(cells);
  }
  return text;
}

}  // namespace grader
