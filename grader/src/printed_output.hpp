/// @file
/// What each test of a suite printed, told apart by the marks that the suite writes between them.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>

namespace grader {

/// Events and output come through two pipes, so the order of the one says nothing about the other. Before each test the
/// suite writes a line into the output, the character 0x1E and the test's name (docs/pages/suite_protocol.md).
class PrintedOutput {
 public:
  /// @param tests  whose marks count; any other line that looks like one is text. Kept by reference.
  explicit PrintedOutput(const std::set<std::string>& tests) : tests_(tests) {}

  /// Forgets everything: another process begins.
  void clear();
  void read(std::string_view piece);
  /// The last 2000 bytes, in whole characters, that were printed since the newest mark of this test; what came before
  /// every mark, where it has none.
  const std::string& of(const std::string& test) const;

 private:
  /// How much of `text`, which begins with a mark's first character, was dealt with; 0: the rest is still to come.
  std::size_t read_mark(std::string_view text);
  void keep(std::string_view text);

  const std::set<std::string>& tests_;
  std::map<std::string, std::string> texts_;
  std::string current_;
  std::string unread_;  ///< a mark whose line is not whole
};

}  // namespace grader
