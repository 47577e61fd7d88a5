/// @file
/// C++ source as a sequence of tokens, without a preprocessor and without ever failing: what is no C++ becomes tokens too.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

enum class TokenKind {
  identifier,
  keyword,      ///< also the alternative spellings of operators: and, not_eq, ...
  number,       ///< with digit separators, suffix and exponent
  text,         ///< a string literal, raw or not, with prefix and suffix
  character,    ///< a character literal
  punctuation,  ///< the longest operator that fits
  header,       ///< what stands after `#include`: <vector>, "gu/tensor.hpp"
  unknown,      ///< a byte that begins no token
};

struct Token {
  TokenKind kind = TokenKind::unknown;
  std::string text;        ///< as written, without line continuations
  int line = 1;            ///< on which it begins
  int last_line = 1;       ///< on which it ends: a raw string, a continued line
  std::size_t offset = 0;  ///< of its first byte in the source
  std::size_t length = 0;  ///< bytes in the source, with line continuations
};

/// Comments and white space are dropped, lines that end in a backslash are joined (not inside raw strings). A comment or
/// literal that is not closed ends with the text, a string or character literal with its line. Linear in the text.
std::vector<Token> tokenize_cpp(std::string_view source);

bool is_cpp_keyword(std::string_view word);

}  // namespace grader
