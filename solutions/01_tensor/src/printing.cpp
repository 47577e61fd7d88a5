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

void print(const Tensor& x, int precision, IndexList& index, std::size_t axis, std::string& out) {
  if (axis == x.shape().size()) {
    out += format(x.data()[offset_of(index, x.strides())], precision);
    return;
  }
  out += '[';
  const bool innermost = axis + 1 == x.shape().size();
  for (Index i = 0; i < x.shape()[axis]; ++i) {
    if (i > 0) out += innermost ? ", " : ",\n" + std::string(axis + 1, ' ');
    index[axis] = i;
    print(x, precision, index, axis + 1, out);
  }
  out += ']';
}

}  // namespace

std::string to_string(const Tensor& x, int precision) {
  require(precision >= 0 && precision <= 20, "to_string", "a precision from 0 to 20", precision);
  std::string out;
  IndexList index = IndexList::filled(x.shape().size(), 0);
  print(x, precision, index, 0, out);
  return out;
}

}  // namespace gu
