#include <fmt/core.h>

#include <algorithm>

#include "commands/gradebook.hpp"

namespace grader {
namespace {

void list_aliases(const ClassRecord& record, const Terminal& terminal) {
  if (record.aliases.empty()) terminal.paragraph("No identifier stands for another student.");
  for (const auto& [identifier, student] : record.aliases)
    terminal.paragraph(fmt::format("{} stands for {}.", identifier, student));
}

}  // namespace

void change_aliases(Gradebook& gradebook, const GradebookOptions& options) {
  const std::vector<std::string>& words = options.alias;
  if (options.undo) {
    if (words.size() != 1) throw UsageError("--undo takes one identifier: `grader gradebook alias --undo IDENTIFIER`.");
    const std::string student = gradebook.remove_alias(words[0]);
    options.terminal.paragraph(fmt::format("{} is a student of its own again, and no longer {}.", words[0], student));
    return;
  }
  if (words.empty()) return list_aliases(gradebook.read(), options.terminal);
  if (words.size() != 2) throw UsageError("Name the identifier and whose it is: `grader gradebook alias WRONG RIGHT`.");
  gradebook.add_alias(words[0], words[1]);
  const ClassRecord record = gradebook.read();
  const auto attempts = std::count_if(record.attempts.begin(), record.attempts.end(),
                                      [&](const GradedAttempt& each) { return each.handed_in_as == words[0]; });
  options.terminal.paragraph(
      fmt::format("{} stands for {} from now on: {} {} so far, each with its own time. `grader gradebook alias --undo "
                  "{}` takes that back. The pages of students and the report follow when `grader grade` runs again.",
                  words[0], words[1], attempts, attempts == 1 ? "attempt" : "attempts", words[0]));
}

}  // namespace grader
