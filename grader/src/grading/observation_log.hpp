/// @file
/// What a worker says that it observed, taken in by somebody who does not believe a word of it.
#pragma once

#include <filesystem>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

/// Keeps well-formed observations in order, and remembers which tests broke the rules: a test's observations are numbered from 0
/// without a gap, each comes once, and each is numbers of some shape or a text.
class ObservationLog {
 public:
  /// @param expected  the names of the suite's tests; a key of any other is a breach
  explicit ObservationLog(std::set<std::string> expected) : expected_(std::move(expected)) {}

  /// One line of the worker. True when it is an observation, well-formed or not; false: something else, an event perhaps.
  bool take(std::string_view text);

  /// Test -> what was wrong with its observations, in words.
  const std::map<std::string, std::string>& breaches() const { return breaches_; }
  /// Test -> what it observed, a JSON object a line, in order. Of tests that broke the rules too.
  const std::map<std::string, std::vector<std::string>>& observations() const { return lines_; }
  /// Keys that belong to no test, at most ten of them.
  const std::vector<std::string>& strangers() const { return strangers_; }

  /// Writes what was kept, one JSON object a line, for the judge (`--gu-answers`). Observations of tests that broke the rules are
  /// left out. @throws EnvironmentError
  void write(const std::filesystem::path& file) const;

 private:
  void breach(const std::string& test, const std::string& what) { breaches_.emplace(test, what); }

  std::set<std::string> expected_;
  std::map<std::string, std::vector<std::string>> lines_;
  std::map<std::string, std::string> breaches_;
  std::vector<std::string> strangers_;
};

}  // namespace grader
