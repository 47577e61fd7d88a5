/// @file
/// What can stand for a value: the names of this course, or files.
#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include "completion/line.hpp"

namespace grader {

struct Values {
  std::vector<Suggestion> words;
  bool files = false;    ///< also the names of files
  bool folders = false;  ///< only those of folders
};

/// @param value  as the help names it, with | between what it may be: "MODULE|TASK", "FILE|-", "TEXT:{best,last}"
/// @param start  the course lies there or above; where there is none, it has no names. Nothing is built for them.
Values values_of(std::string_view value, const std::filesystem::path& start);

}  // namespace grader
