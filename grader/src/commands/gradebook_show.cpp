#include <fmt/core.h>

#include <algorithm>

#include "commands/gradebook.hpp"
#include "json_reader.hpp"

namespace grader {
namespace {

std::string sum_in_words(const ModuleMark& mark) {
  if (!mark.is_graded()) return "nothing was graded";
  std::string text = fmt::format("raw {} of {}", mark.earned, mark.possible);
  const std::string lateness = lateness_in_words(mark);
  if (!lateness.empty()) text += fmt::format(", {}: {}", lateness, short_number(mark.points));
  return text;
}

void show_module(const Terminal& terminal, const Assignment& assignment, const ModuleMark& mark, double weight) {
  terminal.line(terminal.paint(Tone::strong, fmt::format("{:02} {}", assignment.number, assignment.title)));
  terminal.paragraph(sum_in_words(mark), 3, 2);
  std::string times;
  if (mark.is_graded())
    times = fmt::format("attempt {} counts of {} attempts, handed in {}", mark.attempt, mark.attempts, mark.submitted);
  if (mark.is_graded() && mark.attempts == 1)
    times = fmt::format("attempt {}, handed in {}", mark.attempt, mark.submitted);
  if (!mark.due.empty()) times += fmt::format("{}due {}", times.empty() ? "" : ", ", mark.due);
  if (!mark.due.empty() && mark.due != assignment.due) times += " (extended)";
  if (weight <= 0) times += std::string(times.empty() ? "" : "; ") + "not in the total";
  if (!times.empty()) terminal.paragraph(times, 3, 2);
}

void show_attempt(const Terminal& terminal, const GradedAttempt& attempt) {
  int earned = 0;
  int possible = 0;
  for (const TaskPoints& task : attempt.points) {
    earned += task.earned;
    possible += task.possible;
  }
  std::string text =
      fmt::format("{:>4}  {}  {} of {}  {}", attempt.id, attempt.submitted, earned, possible, attempt.submission);
  if (attempt.handed_in_as != attempt.student) text += "; handed in as " + attempt.handed_in_as;
  if (!attempt.fault.empty()) text += "; not graded: " + attempt.fault;
  if (attempt.sandbox == "none") text += "; without a sandbox";
  terminal.paragraph(text, 0, 8);
}

}  // namespace

std::string lateness_in_words(const ModuleMark& mark) {
  if (mark.days_late == 0) return "";
  return fmt::format("{} {} late, -{} %", mark.days_late, mark.days_late == 1 ? "day" : "days",
                     short_number(mark.percent_taken));
}

void show_student(const ClassMarks& marks, const ClassRecord& record, const GradebookOptions& options) {
  const Terminal& terminal = options.terminal;
  const StudentMarks& row = marks.student(options.student);
  if (options.json) {
    ClassMarks one = marks;
    std::erase_if(one.students, [&](const StudentMarks& each) { return each.student.id != row.student.id; });
    terminal.out() << marks_json(one);
    return;
  }
  std::string who = row.student.id;
  for (const std::string& part : {row.student.name, row.student.email, row.student.section}) {
    if (!part.empty()) who += ", " + part;
  }
  terminal.line(terminal.paint(Tone::accent, who));
  for (std::size_t i = 0; i < row.modules.size(); ++i) {
    show_module(terminal, marks.assignments[i], row.modules[i], marks.weights[i]);
  }
  terminal.line();
  terminal.line(fmt::format("total {} %", short_number(row.total_percent)));
  terminal.paragraph(policy_in_words(marks.policy) + ".");
  terminal.line();
  terminal.line("attempts");
  for (const GradedAttempt& attempt : record.attempts) {
    if (attempt.student == row.student.id) show_attempt(terminal, attempt);
  }
}

}  // namespace grader
