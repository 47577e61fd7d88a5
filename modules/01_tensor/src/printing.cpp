#include <cstdio>

#include "gu/tensor.hpp"

namespace gu {

namespace {

/// One number with `precision` digits after the point.
std::string format(float value, int precision) {
  if (std::isnan(value)) return "nan";  // and never "-nan"
  std::array<char, 64> text{};
  const int length = std::snprintf(text.data(), text.size(), "%.*f", precision, double{value});
  return {text.data(), static_cast<std::size_t>(length)};
}

}  // namespace

std::string to_string(const Tensor& x, int precision) {
  require(precision >= 0 && precision <= 20, "to_string", "a precision from 0 to 20", precision);
  // A function that prints axis number `axis` and calls itself for the axis behind it:
  // 1. behind the last axis: one number
  // 2. else a bracket, the entries of this axis, a bracket. Between entries: ", " on the last axis, otherwise a comma,
  //    a line break and one space for each bracket that is open
  todo("01.8", "about 15 lines");
}

}  // namespace gu
