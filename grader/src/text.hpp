/// @file
/// Small things done to text that several parts need.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace grader {

/// Without spaces, tabs and line ends at both ends; a part of `text`.
std::string_view trimmed(std::string_view text);

/// Every `from`, left to right; what was put in is not searched again. @param from  not empty
void replace_all(std::string& text, std::string_view from, std::string_view to);

/// Parts of `text`, without their newlines. A text that ends with a newline has no empty line after it.
std::vector<std::string_view> lines_of(std::string_view text);

/// "1 error", "2 errors".
std::string counted(std::size_t count, std::string_view noun);

/// Of ASCII, whatever the locale.
inline bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

}  // namespace grader
