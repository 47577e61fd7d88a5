/// @file
/// Where a line that is being typed stands: what can come next.
#pragma once

#include <string>
#include <vector>

#include "completion/command_table.hpp"

namespace grader {

/// A word that can stand at the cursor.
struct Suggestion {
  std::string word;
  std::string description;
  bool operator==(const Suggestion&) const = default;
};

struct Expectation {
  std::vector<Suggestion> words;  ///< commands or options
  std::string value;              ///< what a value is, as the help names it; empty: no value is expected
  std::string course;             ///< the value of --course, where the line has one
};

/// @param words  of the line after the program's name; the last is the one that is being typed, perhaps empty. Like bash,
///               it may hold "=" as a word of its own.
Expectation expected_at(const CommandDescription& program, const std::vector<std::string>& words);

}  // namespace grader
