/// @file
/// Preconditions: one line each, with a message that says what was expected and what was given.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>

#include "gu/index_list.hpp"

namespace gu {

std::string to_text(std::string_view text);
std::string to_text(const char* text);
std::string to_text(bool value);
template <class Number, std::enable_if_t<std::is_arithmetic_v<Number>, int> = 0>
std::string to_text(Number value) {
  return std::to_string(value);
}

namespace detail {
// Whatever makes text is compiled once, in support/: in every student's file it would be most of the code.
struct Given {
  const void* value;
  void (*append)(std::string& text, const void* value);
};
template <class Value>
void append_text(std::string& text, const void* value) {
  text += to_text(*static_cast<const Value*>(value));
}
extern template void append_text<IndexList>(std::string& text, const void* value);
extern template void append_text<std::string>(std::string& text, const void* value);
extern template void append_text<bool>(std::string& text, const void* value);
extern template void append_text<int>(std::string& text, const void* value);
extern template void append_text<long>(std::string& text, const void* value);
extern template void append_text<long long>(std::string& text, const void* value);
extern template void append_text<unsigned long>(std::string& text, const void* value);
extern template void append_text<float>(std::string& text, const void* value);
extern template void append_text<double>(std::string& text, const void* value);
void append_literal(std::string& text, const void* value);

template <class Value>
Given given(const Value& value) {
  if constexpr (std::is_convertible_v<const Value&, const char*>) {
    return {static_cast<const char*>(value), &append_literal};
  } else {
    return {&value, &append_text<Value>};
  }
}

[[noreturn]] void throw_unmet(std::string_view where, std::string_view expected, std::initializer_list<Given> given);
}  // namespace detail

/// Throws unless `holds`. The text is put together only then, so a passing check costs a comparison.
///
/// @code
/// require(a.size(-1) == b.size(-2), "matmul", "inner sizes that agree", a.shape(), " and ", b.shape());
/// // matmul: expected inner sizes that agree; given [2, 3] and [4, 5]
/// @endcode
/// @throws std::invalid_argument  "<where>: expected <expected>; given <given...>"
template <class... Given>
void require(bool holds, std::string_view where, std::string_view expected, const Given&... given) {
  if (!holds) detail::throw_unmet(where, expected, {detail::given(given)...});
}

}  // namespace gu
