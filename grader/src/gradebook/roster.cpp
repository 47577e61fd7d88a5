#include "gradebook/roster.hpp"

#include <fmt/core.h>

#include <map>
#include <set>

#include "errors.hpp"
#include "gradebook/student_matcher.hpp"
#include "text.hpp"

namespace grader {
namespace {

using Column = std::optional<std::size_t>;

struct RosterColumns {
  Column id, name, first_name, last_name, email, section;
};

std::string cell(const CsvRow& row, Column column) {
  return column ? std::string(trimmed(row.text(*column))) : "";
}

RosterColumns read_header(const CsvFile& file) {
  const CsvRow header = file.rows.empty() ? CsvRow{} : file.rows.front();
  RosterColumns columns;
  columns.id = find_column(header, {"id", "student_id", "student id", "identifier", "login", "username", "user name",
                                    "Benutzername", "Matrikelnummer"});
  columns.name = find_column(header, {"name", "full name", "student name", "student", "Vollständiger Name"});
  columns.first_name = find_column(header, {"first name", "first_name", "firstname", "given name", "Vorname"});
  columns.last_name = find_column(header, {"last name", "last_name", "lastname", "surname", "family name", "Nachname"});
  columns.email = find_column(header, {"email", "e-mail", "email address", "e-mail address", "mail", "E-Mail-Adresse"});
  columns.section = find_column(header, {"section", "group", "class", "Gruppe"});
  if (columns.id) return columns;
  std::string all;
  for (const CsvCell& each : header.cells) all += (all.empty() ? "" : ", ") + each.text;
  throw UsageError(
      fmt::format("{}:1: no column is called 'id', so nobody can be told from another. Begin the file with "
                  "a line like id,name,email,section; it begins with: {}",
                  file.name, all.empty() ? "nothing" : all));
}

}  // namespace

std::vector<Student> read_roster(const CsvFile& file) {
  const RosterColumns columns = read_header(file);
  std::set<std::size_t> known;
  for (const Column& each :
       {columns.id, columns.name, columns.first_name, columns.last_name, columns.email, columns.section}) {
    if (each) known.insert(*each);
  }
  const CsvRow& header = file.rows.front();
  std::vector<Student> students;
  std::map<std::string, std::size_t> line_of;
  for (std::size_t i = 1; i < file.rows.size(); ++i) {
    const CsvRow& row = file.rows[i];
    if (row.is_blank()) continue;
    Student student{
        cell(row, columns.id), cell(row, columns.name), cell(row, columns.email), cell(row, columns.section), {}};
    if (student.id.empty()) {
      throw UsageError(fmt::format("{}:{}: the cell '{}' is empty. Every student needs an identifier.", file.name,
                                   row.line, header.text(*columns.id)));
    }
    const auto [first, is_new] = line_of.emplace(student.id, row.line);
    if (!is_new) {
      throw UsageError(fmt::format("{}:{}: '{}' is also in line {}. Each student has one line.", file.name, row.line,
                                   student.id, first->second));
    }
    if (student.name.empty())
      student.name = std::string(trimmed(cell(row, columns.first_name) + " " + cell(row, columns.last_name)));
    for (std::size_t column = 0; column < header.cells.size(); ++column) {
      const std::string title(trimmed(header.text(column)));
      if (!known.contains(column) && !title.empty()) student.others[title] = cell(row, column);
    }
    students.push_back(std::move(student));
  }
  return students;
}

}  // namespace grader
