#include "gradebook/student_matcher.hpp"

#include <algorithm>

namespace grader {

std::string folded(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t");
  if (first == std::string_view::npos) return "";
  std::string result(text.substr(first, text.find_last_not_of(" \t") + 1 - first));
  std::transform(result.begin(), result.end(), result.begin(), [](char letter) {
    return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter;
  });
  return result;
}

std::optional<std::size_t> find_column(const CsvRow& header, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    for (std::size_t i = 0; i < header.cells.size(); ++i) {
      if (folded(header.cells[i].text) == folded(name)) return i;
    }
  }
  return std::nullopt;
}

void StudentMatcher::add_column(std::optional<std::size_t> column, const Names& names, const Names& sole) {
  if (!column) return;
  Key key{*column, {}, sole};
  for (const StudentMarks& each : marks_.students) {
    for (const std::string& name : names(each.student)) {
      if (folded(name).empty()) continue;
      const auto [place, is_new] = key.students.emplace(folded(name), &each);
      if (!is_new && place->second != &each) place->second = nullptr;
    }
  }
  keys_.push_back(std::move(key));
}

bool StudentMatcher::is_excluded(const StudentMarks& student, const CsvRow& row) const {
  for (const Key& key : keys_) {
    const std::string cell = folded(row.text(key.column));
    if (!key.sole || cell.empty()) continue;
    const std::vector<std::string> known = key.sole(student.student);
    const auto is_cell = [&](const std::string& value) { return folded(value) == cell; };
    if (!known.empty() && std::none_of(known.begin(), known.end(), is_cell)) return true;
  }
  return false;
}

StudentMatcher::Match StudentMatcher::match(const CsvRow& row) const {
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const auto found = keys_[i].students.find(folded(row.text(keys_[i].column)));
    if (found == keys_[i].students.end()) continue;
    if (found->second == nullptr || is_excluded(*found->second, row)) return {};
    return {found->second, i};
  }
  return {};
}

StudentMatcher::Names StudentMatcher::roster(std::vector<std::string> titles, bool identifier) {
  return [titles = std::move(titles), identifier](const Student& student) {
    std::vector<std::string> values;
    for (const auto& [title, value] : student.others) {
      const bool asked = std::any_of(titles.begin(), titles.end(), [&title = title](const std::string& each) {
        return folded(each) == folded(title);
      });
      if (asked) values.push_back(value);
    }
    if (identifier) values.push_back(student.id);
    return values;
  };
}

std::vector<std::string> StudentMatcher::full_names(const Student& student) {
  std::vector<std::string> names = {student.name};
  const std::size_t comma = student.name.find(',');
  const std::size_t space = student.name.rfind(' ');
  if (comma != std::string::npos) {
    const std::size_t first = student.name.find_first_not_of(" ,", comma);
    if (first != std::string::npos) names.push_back(student.name.substr(first) + " " + student.name.substr(0, comma));
  } else if (space != std::string::npos) {
    // Where the surname begins is not known, so every place is tried: "van Gogh, Vincent" and "Gogh, Vincent van".
    for (std::size_t at = student.name.find(' '); at != std::string::npos; at = student.name.find(' ', at + 1)) {
      names.push_back(student.name.substr(at + 1) + ", " + student.name.substr(0, at));
    }
  }
  return names;
}

}  // namespace grader
