#include <fmt/core.h>

#include <algorithm>

#include "errors.hpp"
#include "gradebook/merge.hpp"

namespace grader {
namespace {

// Titles of the worksheet's columns in English, German, French, Spanish, Portuguese, Dutch: Moodle writes them in the language
// of the person who downloads.
const std::vector<std::string>& titles_of_grade() {
  static const std::vector<std::string> titles = {"Grade", "Bewertung", "Note",       "Calificación",
                                                  "Nota",  "Cijfer",    "Beoordeling"};
  return titles;
}
const std::vector<std::string>& titles_of_last_modified() {
  static const std::vector<std::string> titles = {"Last modified (grade)",        "Zuletzt geändert (Bewertung)",
                                                  "Dernière modification (note)", "Última modificación (calificación)",
                                                  "Última modificação (nota)",    "Laatst gewijzigd (beoordeling)"};
  return titles;
}
const std::vector<std::string>& titles_of_maximum() {
  static const std::vector<std::string> titles = {"Maximum Grade",       "Bestwertung", "Note maximale",
                                                  "Calificación máxima", "Nota máxima", "Maximum cijfer",
                                                  "Maximale beoordeling"};
  return titles;
}
const std::vector<std::string>& titles_of_scale() {
  static const std::vector<std::string> titles = {"Scale", "Skala", "Barème", "Escala", "Schaal"};
  return titles;
}
const std::vector<std::string>& titles_of_may_change() {
  static const std::vector<std::string> titles = {"Grade can be changed",       "Bewertung kann geändert werden",
                                                  "La note peut être modifiée", "La calificación puede ser cambiada",
                                                  "Nota pode ser alterada",     "Beoordeling kan gewijzigd worden"};
  return titles;
}
const std::vector<std::string>& titles_of_identifier() {
  static const std::vector<std::string> titles = {"Identifier", "ID", "Identifiant", "Identificador", "Identificatie"};
  return titles;
}
const std::vector<std::string>& titles_of_id_number() {
  static const std::vector<std::string> titles = {
      "ID number",    "ID-Nummer", "Matrikelnummer", "Numéro d'identification", "Numéro d’identification",
      "Número de ID", "ID-nummer"};
  return titles;
}
const std::vector<std::string>& titles_of_email() {
  static const std::vector<std::string> titles = {"Email address",       "E-mail address",      "E-Mail-Adresse",
                                                  "Adresse de courriel", "Dirección de correo", "Dirección Email",
                                                  "Endereço de e-mail",  "E-mailadres"};
  return titles;
}
const std::vector<std::string>& titles_of_name() {
  static const std::vector<std::string> titles = {
      "Full name", "Vollständiger Name", "Name", "Nom complet", "Nombre completo", "Nome completo", "Volledige naam"};
  return titles;
}

std::size_t find_grade(const CsvFile& file, const ExportColumn& column) {
  const CsvRow header = file.rows.empty() ? CsvRow{} : file.rows.front();
  const std::vector<std::string> titles = column.title.empty() ? titles_of_grade() : std::vector{column.title};
  const auto found = find_column(header, titles);
  const bool is_worksheet = !column.title.empty() || find_column(header, titles_of_last_modified()).has_value();
  if (found && is_worksheet) return *found;
  std::string all;
  for (const CsvCell& cell : header.cells) all += (all.empty() ? "" : "; ") + cell.text;
  throw UsageError(fmt::format(
      "{}:1: this is not known as Moodle's grading worksheet: there is no column {}. In the assignment choose "
      "\"Download "
      "grading worksheet\" (it needs \"Offline grading worksheet\" in the settings), or name the column with "
      "--grade-column TITLE. There are: {}",
      file.name, found ? "'Last modified (grade)'" : "'" + titles.front() + "'", all.empty() ? "none" : all));
}

bool is_no(const std::string& cell) {
  const std::string word = folded(cell);
  return word == "no" || word == "nein" || word == "non" || word == "não" || word == "nee";
}

}  // namespace

Merged merge_moodle(CsvFile file, const ClassMarks& marks, const ExportColumn& column) {
  MergePlan plan;
  plan.column = find_grade(file, column);
  plan.first_row = 1;
  const CsvRow header = file.rows.front();
  const auto maximum = find_column(header, titles_of_maximum());
  if (!maximum && find_column(header, titles_of_scale())) {
    throw UsageError(file.name +
                     ":1: this assignment is graded with a scale of words. Set its grade type to \"Point\" in Moodle, "
                     "then download the worksheet again.");
  }
  plan.decimal_comma = uses_decimal_comma(file, 1, std::min(plan.column, maximum.value_or(plan.column)));
  plan.most = [maximum](const CsvRow& row) {
    const std::optional<double> most = maximum ? number_in(row.text(*maximum)) : std::nullopt;
    return most && *most > 0 ? most : std::nullopt;
  };
  plan.not_a_student = [](const CsvRow&) { return false; };
  const auto may_change = find_column(header, titles_of_may_change());
  plan.kept = [may_change](const CsvRow& row) {
    return may_change && is_no(row.text(*may_change)) ? "Moodle says that it cannot be changed" : "";
  };
  const auto identifier = find_column(header, titles_of_identifier());
  const auto email = find_column(header, titles_of_email());
  const auto name = find_column(header, titles_of_name());
  plan.name = [name, identifier](const CsvRow& row) {
    const std::string text = name ? row.text(*name) : "";
    return text.empty() ? row.text(identifier.value_or(0)) : text;
  };
  StudentMatcher matcher(marks);
  matcher.add_column(find_column(header, titles_of_id_number()), StudentMatcher::roster(titles_of_id_number(), true),
                     StudentMatcher::roster(titles_of_id_number()));
  matcher.add_column(email, StudentMatcher::emails);
  matcher.add_column(name, StudentMatcher::full_names);
  matcher.add_column(identifier, StudentMatcher::roster({"Identifier", "Moodle identifier"}));
  Merged merged = merge_marks(std::move(file), marks, column, matcher, plan);
  merged.column = header.text(plan.column);
  return merged;
}

}  // namespace grader
