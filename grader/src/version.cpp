#include "version.hpp"

#include <cstddef>
#include <cstdint>

#include "text.hpp"

namespace grader {

std::string find_version(std::string_view text) {
  for (std::size_t start = 0; start < text.size(); ++start) {
    if (!is_digit(text[start]) || (start > 0 && (is_digit(text[start - 1]) || text[start - 1] == '.'))) continue;
    std::size_t end = start;
    bool has_dot = false;
    while (end < text.size() &&
           (is_digit(text[end]) || (text[end] == '.' && end + 1 < text.size() && is_digit(text[end + 1])))) {
      has_dot = has_dot || text[end] == '.';
      ++end;
    }
    if (has_dot) return std::string(text.substr(start, end - start));
    start = end - 1;
  }
  return "";
}

int compare_versions(std::string_view left, std::string_view right) {
  const auto next_number = [](std::string_view& text) {
    std::uint64_t number = 0;
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[digits])) {
      if (number < UINT64_C(1'000'000'000'000'000))
        number = number * 10 + static_cast<std::uint64_t>(text[digits] - '0');
      ++digits;
    }
    // Only a dot leads on: "12.2.0-14" ends at the dash.
    const bool more = digits > 0 && digits < text.size() && text[digits] == '.';
    text = more ? text.substr(digits + 1) : std::string_view();
    return number;
  };
  while (!left.empty() || !right.empty()) {
    const std::uint64_t a = next_number(left);
    const std::uint64_t b = next_number(right);
    if (a != b) return a < b ? -1 : 1;
  }
  return 0;
}

}  // namespace grader
