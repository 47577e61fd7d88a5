/// @file
/// Comma-separated values (RFC 4180), read tolerantly and written back so that what was not changed keeps every byte.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

struct CsvCell {
  std::string raw;   ///< as in the file, with its quotes
  std::string text;  ///< what it means
};

struct CsvRow {
  std::size_t line = 0;  ///< in the file, from 1; a cell may go over several
  std::vector<CsvCell> cells;
  std::string line_end;  ///< "\n", "\r\n", "\r" or, at the end of the file, empty

  /// A line without any text.
  bool is_blank() const;
  /// Empty where the row is shorter.
  std::string text(std::size_t column) const;
};

struct CsvFile {
  std::string name;  ///< for messages
  std::string mark;  ///< the byte order mark, or empty
  char separator = ',';
  std::vector<CsvRow> rows;

  /// Replaces one cell; a row that is too short is filled with empty cells.
  void set(std::size_t row, std::size_t column, std::string_view text);
  /// Every cell that was not set keeps its bytes.
  std::string to_text() const;
};

/// Separated by ',', ';' or tabs, whichever the first line has most of outside of quotes. Lines end in LF, CRLF or CR; quoted
/// cells may hold line ends and doubled quotes; a quote within a bare cell stands for itself.
/// @param name  of the file, for messages
/// @throws UsageError  "name:12: ..." for a quote that is not closed or followed by text, and for UTF-16
CsvFile read_csv(std::string_view content, const std::string& name);

/// A cell for a file of ours, quoted where that is needed. Text that a spreadsheet would take for a formula (it begins with
/// = + - @, a tab or a carriage return) gets an apostrophe in front, a number never.
std::string csv_cell(std::string_view text, char separator = ',');
/// A whole row, ending in CRLF as the standard has it.
std::string csv_line(const std::vector<std::string>& cells, char separator = ',');
/// "-3", "+0.5", "1e3", and with a decimal comma "-2,5".
bool is_number(std::string_view text);

}  // namespace grader
