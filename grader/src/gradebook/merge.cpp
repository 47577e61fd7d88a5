#include "gradebook/merge.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <charconv>
#include <map>

namespace grader {
namespace {

struct Share {
  bool graded = false;
  double points = 0;
  double possible = 0;
};

Share share_of(const StudentMarks& student, const ClassMarks& marks, const Assignment* assignment) {
  if (assignment == nullptr) {
    const bool graded = std::any_of(student.modules.begin(), student.modules.end(),
                                    [](const ModuleMark& mark) { return mark.is_graded(); });
    return {graded, student.total_percent, 100};
  }
  for (std::size_t i = 0; i < marks.assignments.size(); ++i) {
    const ModuleMark& mark = student.modules[i];
    if (marks.assignments[i].folder == assignment->folder) {
      return {mark.is_graded(), mark.points, static_cast<double>(mark.possible)};
    }
  }
  return {};
}

/// Which row is a student's: where several match him the surest alone; none where the surest are several.
std::map<const StudentMarks*, std::size_t> rows_of_students(const std::vector<StudentMatcher::Match>& matches) {
  struct Best {
    std::size_t row = 0;
    std::size_t column = 0;
    bool shared = false;
  };
  std::map<const StudentMarks*, Best> best;
  for (std::size_t row = 0; row < matches.size(); ++row) {
    const StudentMatcher::Match& match = matches[row];
    if (match.student == nullptr) continue;
    const auto [place, is_new] = best.emplace(match.student, Best{row, match.column, false});
    if (is_new) continue;
    if (match.column < place->second.column)
      place->second = {row, match.column, false};
    else if (match.column == place->second.column)
      place->second.shared = true;
  }
  std::map<const StudentMarks*, std::size_t> rows;
  for (const auto& [student, row] : best) {
    if (!row.shared) rows[student] = row.row;
  }
  return rows;
}

}  // namespace

std::optional<double> number_in(const std::string& cell) {
  std::string text = folded(cell);
  std::replace(text.begin(), text.end(), ',', '.');
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

bool uses_decimal_comma(const CsvFile& file, std::size_t first_row, std::size_t first_column) {
  for (std::size_t row = first_row; row < file.rows.size(); ++row) {
    for (std::size_t column = first_column; column < file.rows[row].cells.size(); ++column) {
      const std::string& text = file.rows[row].cells[column].text;
      if (!number_in(text)) continue;
      if (text.find(',') != std::string::npos) return true;
      if (text.find('.') != std::string::npos) return false;
    }
  }
  return file.separator == ';';
}

Merged merge_marks(CsvFile file, const ClassMarks& marks, const ExportColumn& column, const StudentMatcher& matcher,
                   const MergePlan& plan) {
  Merged merged;
  std::vector<StudentMatcher::Match> matches(file.rows.size());
  const auto is_student = [&](const CsvRow& row) { return !row.is_blank() && !plan.not_a_student(row); };
  for (std::size_t i = plan.first_row; i < file.rows.size(); ++i) {
    if (is_student(file.rows[i])) matches[i] = matcher.match(file.rows[i]);
  }
  const auto row_of = rows_of_students(matches);
  for (std::size_t i = plan.first_row; i < file.rows.size(); ++i) {
    const CsvRow& row = file.rows[i];
    if (!is_student(row)) continue;
    const std::string place = fmt::format("line {}: {}", row.line, plan.name(row));
    const StudentMarks* student = matches[i].student;
    const auto own = row_of.find(student);
    if (student == nullptr || own == row_of.end() || own->second != i) {
      merged.unmatched.push_back(place +
                                 (student == nullptr ? "" : " (another row means " + student->student.id + " too)"));
      continue;
    }
    const Share share = share_of(*student, marks, column.assignment);
    const std::string kept = plan.kept(row);
    if (!share.graded || !kept.empty()) {
      merged.left.push_back(place + (kept.empty() ? " (nothing was graded)" : " (" + kept + ")"));
      continue;
    }
    const double scale = share.possible > 0 ? plan.most(row).value_or(share.possible) / share.possible : 1;
    std::string text = two_decimals(share.points * scale);
    if (plan.decimal_comma) std::replace(text.begin(), text.end(), '.', ',');
    file.set(i, plan.column, text);
    ++merged.marks;
  }
  for (const StudentMarks& student : marks.students) {
    if (!row_of.contains(&student) && share_of(student, marks, column.assignment).graded) {
      merged.absent.push_back(student.student.id);
    }
  }
  merged.text = file.to_text();
  return merged;
}

}  // namespace grader
