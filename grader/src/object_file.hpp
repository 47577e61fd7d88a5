/// @file
/// Which code of an object file uses what: read from the symbols and relocations of a file in which every function and every table of virtual
/// functions has a section of its own (-ffunction-sections -fdata-sections).
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace grader {

class ObjectFile {
 public:
  /// @param listing  what `objdump --syms --reloc` prints
  explicit ObjectFile(std::string_view listing);

  /// What is defined elsewhere and used by the functions whose mangled names hold `part`, or by what these use of this file.
  std::set<std::string> used_by(std::string_view part) const;

 private:
  std::map<std::string, std::set<std::string>> uses_;  ///< section -> symbols and sections
  std::map<std::string, std::string> section_of_;      ///< symbol that is defined here -> its section
};

/// @throws CourseFault  objdump does not read it
ObjectFile read_object_file(const std::filesystem::path& file);

}  // namespace grader
