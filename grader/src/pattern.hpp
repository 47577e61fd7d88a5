/// @file
/// Regular expressions. <regex> takes seconds to compile wherever it is used, so one file does for all.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

/// A regular expression of ECMAScript's kind.
class Pattern {
 public:
  /// The whole that was found, then its groups; a group that took no part is empty.
  using Match = std::vector<std::string>;

  /// @throws std::runtime_error  it is none
  explicit Pattern(const std::string& expression);
  ~Pattern();
  Pattern(const Pattern&) = delete;
  Pattern& operator=(const Pattern&) = delete;

  /// The first place in `text`. It recurses with the length of what it reads: lines of a stranger are given to it in pieces.
  std::optional<Match> find(std::string_view text) const;
  /// The whole of `text`.
  std::optional<Match> match(std::string_view text) const;
  /// Every place, none overlapping another.
  std::vector<Match> find_all(std::string_view text) const;
  /// `text` with every place replaced.
  std::string replaced(std::string_view text, const std::string& word) const;

 private:
  struct Compiled;
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace grader
