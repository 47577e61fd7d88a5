/// @file
/// "Did you mean …": the names nearest to a mistyped one.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

/// Fewest insertions, deletions, replacements and swaps of neighbours that turn one word into the other.
/// O(a.size() * b.size()) time.
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The candidates that a person who typed `word` may have meant, best first: those that begin with it or hold it, and
/// those within a third of its length in edits. Never more than `limit`; empty when nothing is near.
std::vector<std::string> nearest(std::string_view word, const std::vector<std::string>& candidates,
                                 std::size_t limit = 3);

/// "a", "a or b", "a, b or c".
std::string join_or(const std::vector<std::string>& words);

}  // namespace grader
