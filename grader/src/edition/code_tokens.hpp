/// @file
/// Program text as a row of words and operators, so that layout, line ends and comment signs make no difference.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

struct CodeToken {
  std::string text;
  std::size_t line = 1;
};

enum class Comments {
  left_out,  ///< the code alone
  read,      ///< their words count like code; what marks them does not
};

/// C++, or Markdown with C++ in it. Lines of #include, quotation marks of Markdown, and every byte outside ASCII (other
/// spaces, typographic signs) are left out.
std::vector<CodeToken> code_tokens(std::string_view text, Comments comments);

/// Whether a token says something of its own: no sign, number, keyword, loop variable or everyday word of std.
bool is_telling(std::string_view token);

}  // namespace grader
