/// @file
/// The list of a class, as a spreadsheet or a campus system gives it.
#pragma once

#include <string>
#include <vector>

#include "gradebook/class_record.hpp"
#include "gradebook/csv.hpp"

namespace grader {

/// Columns are found by their titles: id; name, or first and last name; email; section. Every other column is kept by its title,
/// for the matching of exports ("SIS User ID").
/// @throws UsageError  no column of identifiers, a row without one, or one that stands twice; with the line
std::vector<Student> read_roster(const CsvFile& file);

}  // namespace grader
