/// @file
/// Preconditions: one line each, with a message that says what was expected and what was given.
#pragma once

#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>

#include "gu/index_list.hpp"

namespace gu {

inline std::string to_text(std::string_view text) {
  return std::string(text);
}
inline std::string to_text(const char* text) {
  return text;
}
inline std::string to_text(bool value) {
  return value ? "true" : "false";
}
template <class Number, std::enable_if_t<std::is_arithmetic_v<Number>, int> = 0>
std::string to_text(Number value) {
  return std::to_string(value);
}

/// Throws unless `holds`. The text is put together only then, so a passing check costs a comparison.
///
/// @code
/// require(a.size(-1) == b.size(-2), "matmul", "inner sizes that agree", a.shape(), " and ", b.shape());
/// // matmul: expected inner sizes that agree; given [2, 3] and [4, 5]
/// @endcode
/// @throws std::invalid_argument  "<where>: expected <expected>; given <given...>"
template <class... Given>
void require(bool holds, std::string_view where, std::string_view expected, const Given&... given) {
  if (holds) return;
  std::string message(where);
  message += ": expected ";
  message += expected;
  if constexpr (sizeof...(given) > 0) {
    message += "; given ";
    ((message += to_text(given)), ...);
  }
  throw std::invalid_argument(message);
}

}  // namespace gu
