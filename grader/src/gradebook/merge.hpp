/// @file
/// What the merges into other systems' tables share. Only they need this.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include "gradebook/exports.hpp"
#include "gradebook/student_matcher.hpp"

namespace grader {

/// "8,50" -> 8.5; none: no number.
std::optional<double> number_in(const std::string& cell);

/// How a column of marks is filled in.
struct MergePlan {
  std::size_t first_row = 0;  ///< of students
  std::size_t column = 0;
  bool decimal_comma = false;
  /// Most points that the table gives to this row; none: the module's own.
  std::function<std::optional<double>(const CsvRow&)> most;
  /// Passed over without a word, as a blank row is.
  std::function<bool(const CsvRow&)> not_a_student;
  /// Why this row is not to be changed; empty: it is.
  std::function<std::string(const CsvRow&)> kept;
  std::function<std::string(const CsvRow&)> name;  ///< of the row, for a person
};

/// Fills in the column. A student without a mark keeps what stands there; of several rows that mean one student the one with
/// the surest match gets the mark, and none where that is not one.
Merged merge_marks(CsvFile file, const ClassMarks& marks, const ExportColumn& column, const StudentMatcher& matcher,
                   const MergePlan& plan);

/// Whether numbers in these columns have a decimal comma; where no number tells, whether cells are separated by ';'.
bool uses_decimal_comma(const CsvFile& file, std::size_t first_row, std::size_t first_column);

}  // namespace grader
