#include <fmt/core.h>

#include <algorithm>

#include "commands/gradebook.hpp"
#include "json_reader.hpp"

namespace grader {
namespace {

constexpr std::size_t cell_width = 8;
constexpr std::size_t longest_name = 24;

std::string right(const std::string& text) {
  return std::string(cell_width - std::min(cell_width, display_width(text)), ' ') + text;
}

std::string mark_cell(const ModuleMark& mark) {
  if (!mark.is_graded()) return "- ";
  return short_number(mark.points) + (mark.percent_taken > 0 ? "*" : " ");
}

std::string two_digits_of(const Assignment& assignment) {
  return fmt::format("{:02}", assignment.number);
}

/// Cut between characters of UTF-8.
std::string shortened(const std::string& text, std::size_t most) {
  std::size_t size = std::min(text.size(), most);
  while (size > 0 && size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U) --size;
  return text.substr(0, size);
}

void row_line(const Terminal& terminal, Tone tone, std::string text) {
  text.erase(text.find_last_not_of(' ') + 1);
  terminal.line(terminal.paint(tone, text));
}

/// As many modules as fit beside each other; the total stands in the last block.
void print_block(const Terminal& terminal, const ClassMarks& marks, std::size_t begin, std::size_t end,
                 std::size_t names) {
  const bool with_total = end == marks.assignments.size();
  std::string header = padded("module", names);
  std::string possible = padded("points", names);
  std::string weight = padded("weight", names);
  for (std::size_t i = begin; i < end; ++i) {
    header += right(two_digits_of(marks.assignments[i]) + " ");
    possible += right(std::to_string(marks.assignments[i].possible) + " ");
    weight += right(short_number(marks.weights[i]) + " ");
  }
  row_line(terminal, Tone::strong, header + (with_total ? right("total ") : ""));
  row_line(terminal, Tone::faint, possible + (with_total ? right("100 % ") : ""));
  row_line(terminal, Tone::faint, weight);
  for (const StudentMarks& row : marks.students) {
    std::string line = padded(shortened(row.student.id, names - 1), names);
    for (std::size_t i = begin; i < end; ++i) line += right(mark_cell(row.modules[i]));
    row_line(terminal, Tone::plain, line + (with_total ? right(fmt::format("{:.1f} ", row.total_percent)) : ""));
  }
}

Json text_or_null(const std::string& text) {
  return text.empty() ? Json(nullptr) : Json(text);
}

Json mark_json(const Assignment& assignment, const ModuleMark& mark) {
  Json json = {{"folder", assignment.folder}};
  json["attempt"] = mark.is_graded() ? Json(mark.attempt) : Json(nullptr);
  json["attempts"] = mark.attempts;
  json["submitted"] = text_or_null(mark.submitted);
  json["due"] = text_or_null(mark.due);
  json["raw"] = mark.earned;
  json["possible"] = mark.possible;
  json["days_late"] = mark.days_late;
  json["percent_taken"] = mark.percent_taken;
  json["points"] = mark.points;
  return json;
}

}  // namespace

std::string marks_json(const ClassMarks& marks) {
  Json json = {{"schema", "groundup/gradebook/1"}};
  json["policy"] = {{"grace_minutes", marks.policy.grace_minutes},
                    {"percent_a_day", marks.policy.percent_a_day},
                    {"at_most", marks.policy.at_most},
                    {"attempt", marks.policy.attempt == AttemptChoice::best ? "best" : "last"}};
  json["assignments"] = Json::array();
  for (std::size_t i = 0; i < marks.assignments.size(); ++i) {
    const Assignment& each = marks.assignments[i];
    json["assignments"].push_back({{"folder", each.folder},
                                   {"number", each.number},
                                   {"title", each.title},
                                   {"possible", each.possible},
                                   {"weight", marks.weights[i]},
                                   {"due", text_or_null(each.due)}});
  }
  json["students"] = Json::array();
  for (const StudentMarks& row : marks.students) {
    Json modules = Json::array();
    for (std::size_t i = 0; i < row.modules.size(); ++i)
      modules.push_back(mark_json(marks.assignments[i], row.modules[i]));
    json["students"].push_back({{"id", row.student.id},
                                {"name", row.student.name},
                                {"email", row.student.email},
                                {"section", row.student.section},
                                {"total_percent", row.total_percent},
                                {"modules", std::move(modules)}});
  }
  json["strangers"] = Json::array();
  for (const Stranger& each : marks.strangers)
    json["strangers"].push_back({{"id", each.id}, {"submissions", each.submissions}, {"nearest", each.nearest}});
  json["aliases"] = Json::object();
  for (const auto& [identifier, student] : marks.aliases) json["aliases"][identifier] = student;
  return json_text(json);
}

void print_marks(const ClassMarks& marks, const GradebookOptions& options) {
  const Terminal& terminal = options.terminal;
  if (options.json) {
    terminal.out() << marks_json(marks);
    return;
  }
  if (marks.students.empty()) {
    terminal.paragraph("Nobody is in the gradebook yet. `grader gradebook roster FILE.csv` takes over a class.");
    return;
  }
  std::size_t names = 10;
  for (const StudentMarks& row : marks.students) names = std::max(names, row.student.id.size() + 1);
  names = std::min(names, longest_name);
  const std::size_t room = std::max<std::size_t>((terminal.style().width - names) / cell_width, 3) - 1;
  std::size_t begin = 0;
  do {
    const std::size_t end = std::min(begin + room, marks.assignments.size());
    if (begin > 0) terminal.line();
    print_block(terminal, marks, begin, end, names);
    begin = end;
  } while (begin < marks.assignments.size());
  terminal.line();
  terminal.paragraph("- nothing was graded; * late, points after what lateness takes. " +
                     policy_in_words(marks.policy) + ". `grader gradebook show STUDENT` explains a mark.");
  for (const Stranger& each : marks.strangers) terminal.paragraph(in_words(each, options.into));
}

}  // namespace grader
