#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <map>

#include "commands/gradebook.hpp"
#include "gradebook/export_file.hpp"
#include "gradebook/exports.hpp"

namespace grader {
namespace {

const Assignment& assignment_of(const ClassMarks& marks, const Module& module) {
  for (const Assignment& each : marks.assignments) {
    if (each.folder == module.folder) return each;
  }
  throw UsageError("Nothing of module '" + module.folder + "' is in the gradebook yet.");
}

/// Only one student, only one module, as asked for.
ClassMarks narrowed(ClassMarks marks, const std::string& student, const Module* module) {
  if (!student.empty()) {
    const std::string id = marks.student(student).student.id;  // throws where nobody is called so
    std::erase_if(marks.students, [&](const StudentMarks& each) { return each.student.id != id; });
  }
  if (module == nullptr) return marks;
  const std::string folder = assignment_of(marks, *module).folder;
  for (std::size_t i = marks.assignments.size(); i-- > 0;) {
    if (marks.assignments[i].folder == folder) continue;
    const auto at = static_cast<std::ptrdiff_t>(i);
    marks.assignments.erase(marks.assignments.begin() + at);
    marks.weights.erase(marks.weights.begin() + at);
    for (StudentMarks& row : marks.students) row.modules.erase(row.modules.begin() + at);
  }
  return marks;
}

std::vector<ExportedModule> counted_modules(Gradebook& gradebook, const ClassMarks& marks) {
  std::vector<ExportedModule> modules;
  for (const StudentMarks& row : marks.students) {
    std::map<std::int64_t, SubmissionGrade> grades;
    for (std::size_t i = 0; i < row.modules.size(); ++i) {
      const ModuleMark& mark = row.modules[i];
      if (!mark.is_graded()) continue;
      if (!grades.contains(mark.attempt)) grades.emplace(mark.attempt, gradebook.grade(mark.attempt));
      for (const ModuleGrade& grade : grades.at(mark.attempt).modules) {
        if (grade.credit.folder != marks.assignments[i].folder) continue;
        modules.push_back({row.student.id, grade, mark.points, lateness_in_words(mark), marks.weights[i] > 0});
      }
    }
  }
  return modules;
}

/// Why there is no mark of this student: what was wrong with the newest attempt.
std::string newest_fault(const ClassRecord& record, const std::string& student) {
  std::string fault = "Nothing was handed in yet.";
  for (const GradedAttempt& attempt : record.attempts) {
    if (attempt.student == student) fault = attempt.fault;
  }
  return fault;
}

void tell(const Terminal& terminal, const char* heading, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  terminal.line(heading);
  for (const std::string& line : lines) terminal.paragraph(line, 2, 2);
}

void tell_merge(const Terminal& terminal, const Merged& merged) {
  terminal.paragraph(fmt::format("Marks written into the column '{}': {}.", merged.column, merged.marks));
  tell(terminal, "Nobody in the gradebook; nothing was written for:", merged.unmatched);
  tell(terminal, "Left as it was:", merged.left);
  tell(terminal, "In no row of the file, though there is a mark:", merged.absent);
}

std::string merge(const ClassMarks& marks, const Module* module, const GradebookOptions& options,
                  const Terminal& terminal) {
  if (!options.student.empty()) {
    throw UsageError("A merge fills in the whole class: leave --student out, or use csv, gradescope or junit.");
  }
  const CsvFile file = read_csv(read_table_file(options.merge), options.merge);
  const ExportColumn column{module == nullptr ? nullptr : &assignment_of(marks, *module), options.column};
  const Merged merged =
      options.format == "canvas" ? merge_canvas(file, marks, column) : merge_moodle(file, marks, column);
  tell_merge(terminal, merged);
  return merged.text;
}

std::string content_of(Gradebook& gradebook, const Module* module, const GradebookOptions& options,
                       const Terminal& terminal) {
  const ClassRecord record = gradebook.read();
  const ClassMarks marks = compute_marks(record);
  if (!options.merge.empty()) return merge(marks, module, options, terminal);
  const ClassMarks chosen = narrowed(marks, options.student, module);
  if (options.format == "csv") return export_csv(chosen);
  if (options.format == "moodle") return export_moodle(chosen);
  std::vector<ExportedModule> modules = counted_modules(gradebook, chosen);
  if (options.format == "junit") return export_junit(modules, options.student.empty());
  const std::string fault = modules.empty() ? newest_fault(record, record.person(options.student)) : "";
  // One module that was asked for by name is all that is meant, in the total or not.
  if (module == nullptr)
    return gradescope_results(modules, fault, 0, gradescope_score(chosen, chosen.students.front()));
  for (ExportedModule& each : modules) each.in_total = true;
  return gradescope_results(modules, fault, 0);
}

void require_sense(const GradebookOptions& options) {
  const bool merges = options.format == "canvas" || options.format == "moodle";
  if (options.format == "canvas" && options.merge.empty()) {
    throw UsageError("Canvas takes marks in its own table only: export the gradebook there and name it: --merge FILE");
  }
  if (!merges && !options.merge.empty()) throw UsageError("--merge is for canvas and moodle.");
  if (options.in_place && options.merge.empty()) throw UsageError("--in-place needs --merge FILE.");
  if (options.to.empty() && !options.in_place)
    throw UsageError("Name the file to write: --to FILE, or - for the screen.");
  if (options.format == "gradescope" && options.student.empty()) {
    throw UsageError("Gradescope takes one results.json a student: name the student with --student ID.");
  }
}

}  // namespace

void export_marks(Gradebook& gradebook, const Course& course, const GradebookOptions& options) {
  require_sense(options);
  const bool to_screen = options.to == "-";
  const Terminal terminal = to_screen ? Terminal(std::cerr, Style{}) : options.terminal;
  const Module* module = options.module.empty() ? nullptr : &course.module(options.module);
  const std::string content = content_of(gradebook, module, options, terminal);
  if (to_screen) {
    options.terminal.out() << content;
    return;
  }
  const std::string to = options.to.empty() ? options.merge : options.to;
  const auto backup = write_export(to, content, options.merge, options.in_place);
  terminal.paragraph(fmt::format("Written to {}.", to));
  if (backup) terminal.paragraph(fmt::format("What stood there is kept as {}.", backup->string()));
}

}  // namespace grader
