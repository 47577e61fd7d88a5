#include "without_comments.hpp"

namespace grader {

std::string without_comments(std::string_view source) {
  std::string result;
  result.reserve(source.size());
  char quote = 0;
  for (std::size_t i = 0; i < source.size(); ++i) {
    const char c = source[i];
    const char next = i + 1 < source.size() ? source[i + 1] : '\0';
    if (quote != 0) {
      result += c;
      if (c == '\\' && next != '\0') {
        result += next;
        ++i;
      } else if (c == quote || c == '\n') {
        quote = 0;
      }
    } else if (c == '/' && next == '/') {
      while (i < source.size() && source[i] != '\n') ++i;
      result += '\n';
    } else if (c == '/' && next == '*') {
      i += 2;
      while (i + 1 < source.size() && !(source[i] == '*' && source[i + 1] == '/')) {
        if (source[i] == '\n') result += '\n';
        ++i;
      }
      ++i;
      result += ' ';
    } else {
      if (c == '"' || c == '\'') quote = c;
      result += c;
    }
  }
  return result;
}

}  // namespace grader
