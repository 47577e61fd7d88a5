#include "sanitizer_advice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <string_view>

namespace grader {
namespace {

/// Whether the message of a comparison shows a number: "got       -1".
bool got_a_number(const std::string& message) {
  constexpr std::string_view mark = "  got       ";
  const std::size_t at = message.find(mark);
  if (at == std::string::npos) return false;
  std::istringstream rest(message.substr(at + mark.size()));
  std::string word;
  rest >> word;
  char* end = nullptr;
  std::strtod(word.c_str(), &end);  // knows nan and inf, which a stream does not
  return !word.empty() && *end == '\0';
}

}  // namespace

std::string sanitizer_advice(const ModuleVerdict& verdict, const TaskVerdict& task, const TestVerdict& failure) {
  if (verdict.sanitized) return "";
  const std::string command = fmt::format("`grader check {} --sanitize`", task.id);
  if (failure.status == TestStatus::crashed) return fmt::format(". {} names the line where it began.", command);
  const bool recognised =
      std::any_of(task.tests.begin(), task.tests.end(), [](const TestVerdict& test) { return !test.mistake.empty(); });
  if (recognised || failure.kind != "comparison" || !got_a_number(failure.message)) return "";
  return fmt::format(". No known mistake gives this number: {} finds reads of memory that is not there (any more).",
                     command);
}

}  // namespace grader
