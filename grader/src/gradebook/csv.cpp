#include "gradebook/csv.hpp"

#include <algorithm>
#include <charconv>
#include <system_error>

#include "errors.hpp"

namespace grader {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

char find_separator(std::string_view content) {
  constexpr std::string_view candidates = ",;\t";
  std::size_t counts[candidates.size()] = {};
  bool quoted = false;
  for (const char letter : content) {
    if (letter == '"') quoted = !quoted;
    if (quoted) continue;
    if (letter == '\n' || letter == '\r') break;
    const std::size_t which = candidates.find(letter);
    if (which != std::string_view::npos) ++counts[which];
  }
  return candidates[static_cast<std::size_t>(std::max_element(std::begin(counts), std::end(counts)) - counts)];
}

class CsvReader {
 public:
  CsvReader(std::string_view content, const std::string& name, char separator)
      : content_(content), name_(name), separator_(separator) {}

  std::vector<CsvRow> rows() {
    std::vector<CsvRow> rows;
    while (at_ < content_.size()) rows.push_back(row());
    return rows;
  }

 private:
  CsvRow row() {
    CsvRow result;
    result.line = line_;
    for (;;) {
      result.cells.push_back(cell());
      if (at_ == content_.size()) return result;
      if (content_[at_] != separator_) break;
      ++at_;
    }
    const std::size_t begin = at_;
    end_line();
    result.line_end = content_.substr(begin, at_ - begin);
    return result;
  }

  CsvCell cell() {
    const std::size_t begin = at_;
    CsvCell result;
    if (at_ < content_.size() && content_[at_] == '"') {
      result.text = quoted();
    } else {
      while (at_ < content_.size() && !is_end(content_[at_])) ++at_;
      result.text = content_.substr(begin, at_ - begin);
    }
    result.raw = content_.substr(begin, at_ - begin);
    return result;
  }

  std::string quoted() {
    const std::size_t opened = line_;
    std::string text;
    ++at_;
    for (;;) {
      if (at_ == content_.size()) fail(opened, "a quote opens here and is never closed");
      if (content_[at_] == '\n' || content_[at_] == '\r') {
        const std::size_t begin = at_;
        end_line();
        text += content_.substr(begin, at_ - begin);
      } else if (content_[at_] != '"') {
        text += content_[at_++];
      } else if (at_ + 1 < content_.size() && content_[at_ + 1] == '"') {
        text += '"';
        at_ += 2;
      } else {
        ++at_;
        break;
      }
    }
    if (at_ < content_.size() && !is_end(content_[at_])) {
      fail(line_, std::string("after a closing quote stands '") + content_[at_] +
                      "' where the cell should end; a quote within quotes is doubled");
    }
    return text;
  }

  bool is_end(char letter) const { return letter == separator_ || letter == '\n' || letter == '\r'; }

  void end_line() {
    at_ += content_.substr(at_, 2) == "\r\n" ? 2U : 1U;
    ++line_;
  }

  [[noreturn]] void fail(std::size_t line, const std::string& what) const {
    throw UsageError(name_ + ":" + std::to_string(line) + ": " + what + ". Save it again as CSV (UTF-8).");
  }

  std::string_view content_;
  const std::string& name_;
  char separator_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
};

std::string quoted_if_needed(std::string_view text, char separator) {
  const bool needed = text.find_first_of("\"\r\n") != std::string_view::npos ||
                      text.find(separator) != std::string_view::npos ||
                      (!text.empty() && (text.front() == ' ' || text.back() == ' '));
  if (!needed) return std::string(text);
  std::string cell = "\"";
  for (const char letter : text) {
    if (letter == '"') cell += '"';
    cell += letter;
  }
  return cell + '"';
}

}  // namespace

bool CsvRow::is_blank() const {
  return std::all_of(cells.begin(), cells.end(),
                     [](const CsvCell& cell) { return cell.text.find_first_not_of(" \t") == std::string::npos; });
}

std::string CsvRow::text(std::size_t column) const {
  return column < cells.size() ? cells[column].text : std::string();
}

void CsvFile::set(std::size_t row, std::size_t column, std::string_view text) {
  std::vector<CsvCell>& cells = rows.at(row).cells;
  if (cells.size() <= column) cells.resize(column + 1);
  cells[column] = {csv_cell(text, separator), std::string(text)};
}

std::string CsvFile::to_text() const {
  std::string text = mark;
  for (const CsvRow& row : rows) {
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      if (i > 0) text += separator;
      text += row.cells[i].raw;
    }
    text += row.line_end;
  }
  return text;
}

CsvFile read_csv(std::string_view content, const std::string& name) {
  CsvFile file;
  file.name = name;
  const std::string_view first = content.substr(0, 2);
  if (first == "\xFF\xFE" || first == "\xFE\xFF" || content.find('\0') != std::string_view::npos) {
    throw UsageError(name +
                     ": this is no CSV in UTF-8 (it looks like UTF-16, or a spreadsheet's own format). Save it "
                     "as CSV (UTF-8).");
  }
  if (content.substr(0, byte_order_mark.size()) == byte_order_mark) {
    file.mark = byte_order_mark;
    content.remove_prefix(byte_order_mark.size());
  }
  file.separator = find_separator(content);
  file.rows = CsvReader(content, file.name, file.separator).rows();
  return file;
}

bool is_number(std::string_view text) {
  if (text.size() > 1 && text[0] == '+' && text[1] != '-') text.remove_prefix(1);
  if (text.empty() || text.find_first_of("0123456789") == std::string_view::npos || text.front() == '+') return false;
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), ',', '.');
  if (plain.find_first_not_of("0123456789.eE+-") != std::string::npos) return false;
  double value = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), value);
  return error == std::errc() && end == plain.data() + plain.size();
}

std::string csv_cell(std::string_view text, char separator) {
  const bool looks_like_a_formula =
      !text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos && !is_number(text);
  return quoted_if_needed(looks_like_a_formula ? "'" + std::string(text) : std::string(text), separator);
}

std::string csv_line(const std::vector<std::string>& cells, char separator) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) line += separator;
    line += csv_cell(cells[i], separator);
  }
  return line + "\r\n";
}

}  // namespace grader
