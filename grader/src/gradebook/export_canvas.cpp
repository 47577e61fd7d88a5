#include <fmt/core.h>

#include <cctype>

#include "errors.hpp"
#include "gradebook/merge.hpp"

namespace grader {
namespace {

bool begins_with(const std::string& text, const std::string& start) {
  return text.compare(0, start.size(), start) == 0;
}

/// "Attention (12345)" -> "Attention": Canvas writes the assignment's number behind its title.
std::string without_number(const std::string& title) {
  const std::size_t open = title.rfind(" (");
  if (open == std::string::npos || title.back() != ')' || open + 3 >= title.size()) return title;
  for (std::size_t i = open + 2; i + 1 < title.size(); ++i) {
    if (std::isdigit(static_cast<unsigned char>(title[i])) == 0) return title;
  }
  return title.substr(0, open);
}

/// Canvas's export: where its parts are.
struct CanvasTable {
  std::size_t section = 0;                ///< the last column about the student
  std::size_t first_row = 1;              ///< behind the header and the rows that begin it
  std::optional<std::size_t> points_row;  ///< "Points Possible"
};

CanvasTable read_layout(const CsvFile& file) {
  const CsvRow* header = file.rows.empty() ? nullptr : &file.rows.front();
  const std::string expected =
      ". Export the gradebook in Canvas (Grades, Export, Export Entire Gradebook) and give that file: its header "
      "begins "
      "Student,ID and has a column Section.";
  if (header == nullptr || (folded(header->text(0)).find("student") == std::string::npos &&
                            folded(header->text(0)).find("lastname") == std::string::npos)) {
    throw UsageError(file.name + ":1: the first cell is '" + (header == nullptr ? "" : header->text(0)) +
                     "', not 'Student'" + expected);
  }
  const auto section = find_column(*header, {"Section"});
  if (!section || !find_column(*header, {"ID"})) {
    throw UsageError(file.name + ":1: there is no column '" + (section ? "ID" : "Section") + "'" + expected);
  }
  CanvasTable table{*section, 1, std::nullopt};
  for (std::size_t i = 1; i < file.rows.size() && i < 4; ++i) {
    if (begins_with(folded(file.rows[i].text(0)), "points possible")) {
      table.points_row = i;
      table.first_row = i + 1;
    }
  }
  return table;
}

std::vector<std::size_t> assignment_columns(const CsvFile& file, const CanvasTable& table) {
  std::vector<std::size_t> columns;
  const CsvRow& header = file.rows.front();
  for (std::size_t i = table.section + 1; i < header.cells.size(); ++i) {
    const std::string points = table.points_row ? folded(file.rows[*table.points_row].text(i)) : "";
    const bool read_only = points.find("(read only)") != std::string::npos ||
                           folded(header.text(i)).find("(read only)") != std::string::npos;
    if (!read_only && !folded(header.text(i)).empty()) columns.push_back(i);
  }
  return columns;
}

/// What a column for this module may be called.
std::vector<std::string> names_of(const ExportColumn& column) {
  if (!column.title.empty()) return {column.title};
  if (column.assignment == nullptr) return {"Total", "Groundup"};
  const Assignment& each = *column.assignment;
  const std::string number = each.folder.substr(0, each.folder.find('_'));
  return {each.title,
          each.folder,
          each.folder.substr(each.folder.find('_') + 1),
          fmt::format("{} {}", number, each.title),
          fmt::format("{} {}", each.number, each.title),
          fmt::format("{}. {}", each.number, each.title),
          fmt::format("Module {}", each.number),
          fmt::format("Module {}: {}", each.number, each.title)};
}

std::size_t find_assignment(const CsvFile& file, const CanvasTable& table, const ExportColumn& column) {
  std::vector<std::size_t> found;
  std::string all;
  for (const std::size_t i : assignment_columns(file, table)) {
    const std::string title = file.rows.front().text(i);
    all += (all.empty() ? "" : "; ") + title;
    for (const std::string& name : names_of(column)) {
      if (folded(title) != folded(name) && folded(without_number(title)) != folded(name)) continue;
      found.push_back(i);
      break;
    }
  }
  if (found.size() == 1) return found.front();
  throw UsageError(fmt::format("{}: {} column is called '{}'. Name one with --grade-column TITLE; there are: {}",
                               file.name, found.empty() ? "no" : "more than one", names_of(column).front(),
                               all.empty() ? "none (make the assignment in Canvas, then export again)" : all));
}

}  // namespace

Merged merge_canvas(CsvFile file, const ClassMarks& marks, const ExportColumn& column) {
  const CanvasTable table = read_layout(file);
  const CsvRow header = file.rows.front();
  MergePlan plan;
  plan.first_row = table.first_row;
  plan.column = find_assignment(file, table, column);
  plan.decimal_comma = uses_decimal_comma(file, 1, table.section + 1);
  std::optional<double> most;
  if (table.points_row) most = number_in(file.rows[*table.points_row].text(plan.column));
  if (most && *most <= 0) most.reset();
  plan.most = [most](const CsvRow&) { return most; };
  const std::size_t id = find_column(header, {"ID"}).value_or(1);
  plan.not_a_student = [id](const CsvRow& row) {
    return folded(row.text(id)).empty() || folded(row.text(0)) == "student, test";
  };
  plan.kept = [at = plan.column](const CsvRow& row) { return folded(row.text(at)) == "ex" ? "excused" : ""; };
  plan.name = [](const CsvRow& row) { return row.text(0); };
  StudentMatcher matcher(marks);
  const auto canvas_id = StudentMatcher::roster({"ID", "Canvas ID", "canvas_id", "canvas_user_id"});
  matcher.add_column(id, canvas_id, canvas_id);
  const std::vector<std::string> sis = {"SIS User ID", "sis_user_id"};
  matcher.add_column(find_column(header, {"SIS User ID"}), StudentMatcher::roster(sis, true),
                     StudentMatcher::roster(sis));
  const std::vector<std::string> login = {"SIS Login ID", "login_id", "login", "username"};
  const auto logins = [login](const Student& student) {
    std::vector<std::string> names = StudentMatcher::roster(login, true)(student);
    names.push_back(student.email);
    return names;
  };
  matcher.add_column(find_column(header, {"SIS Login ID"}), logins, StudentMatcher::roster(login));
  matcher.add_column(0, StudentMatcher::full_names);
  const std::string title = header.text(plan.column);
  Merged merged = merge_marks(std::move(file), marks, column, matcher, plan);
  merged.column = title;
  return merged;
}

}  // namespace grader
