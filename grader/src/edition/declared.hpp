/// @file
/// Which files of a submission the course declares, wherever they lie in it.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "course.hpp"

namespace grader {

/// Bytes of the largest source file that is taken.
inline constexpr std::uint64_t largest_source = std::uint64_t{1} << 20U;

/// Where a path of a submission belongs.
struct DeclaredPlace {
  std::string path;    ///< "modules/12_attention/src/masks.cpp"
  std::string prefix;  ///< what stood before it: "my-work-main/"
  bool flat = false;   ///< matched by its file name alone
};

class DeclaredFiles {
 public:
  explicit DeclaredFiles(const Course& course);

  /// Matched from the last component `modules/` on; a path without folders, or in one folder, also by its name where only one
  /// task of the course has that. Below hidden folders nothing is matched.
  std::optional<DeclaredPlace> place_of(const std::string& path) const;
  bool declares(const std::string& path) const { return paths_.contains(path); }

 private:
  std::set<std::string> paths_;
  std::map<std::string, std::string> by_name_;  ///< file name -> path; empty: several tasks
};

/// Whether a component of the path begins with a dot.
bool is_hidden(std::string_view path);

}  // namespace grader
