#include <cstdio>

#include "gu/tensor.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

std::string digits(double value, int precision) {
  char text[80];
  std::snprintf(text, sizeof text, "%.*f", precision, value);
  return text;
}

/// The layout of the contract, written axis by axis.
std::string printed(const Array64& x, int precision, std::size_t axis = 0, std::size_t first = 0) {
  if (axis == x.shape.size()) return digits(x.values[first], precision);
  std::size_t step = 1;
  for (std::size_t later = axis + 1; later < x.shape.size(); ++later) step *= static_cast<std::size_t>(x.shape[later]);
  const std::string between = axis + 1 == x.shape.size() ? ", " : ",\n" + std::string(axis + 1, ' ');
  std::string text = "[";
  for (std::size_t i = 0; i < static_cast<std::size_t>(x.shape[axis]); ++i)
    text += (i == 0 ? "" : between) + printed(x, precision, axis + 1, first + i * step);
  return text + "]";
}

/// Eighths, so that three digits after the point are exact and nothing is left to rounding.
Tensor eighths(const Shape& shape, Generator& generator) {
  std::vector<float> values(static_cast<std::size_t>(Array64(shape).count()));
  for (float& value : values) value = static_cast<float>(generator.below(20001) - 10000) / 8;
  return make_tensor(shape, values);
}

// Brackets, separators and indents of tensors of up to five axes, whatever their numbers.
// Input: random eighths in nine shapes, sizes of 1 and of 0 among them, precisions 3 to 7
// Lesson: "Printing"
TEST(HiddenPrinting, LaysOutAnyShape) {
  Generator generator = test_generator(971);
  const std::vector<Shape> shapes{{},     {4},       {3, 2},         {2, 1, 3}, {2, 3, 1, 2}, {1, 2, 2, 1, 2},
                                  {2, 0}, {2, 2, 0}, {1, 1, 1, 1, 1}};
  int precision = 3;
  for (const Shape& shape : shapes) {
    const Tensor x = eighths(shape, generator);
    EXPECT_TEXT(to_string(x, precision), printed(x, precision));
    precision = precision == 7 ? 3 : precision + 1;
  }
}

// Numbers come in the order of the indices, in any layout; the second call prints what the first did.
// Input: random eighths in [2, 3, 2], reversed and with gaps; a transposed [3, 4]; infinities among them
// Lesson: "Printing"
TEST(HiddenPrinting, FollowsAnyLayout) {
  Generator generator = test_generator(972);
  const Tensor x = eighths({2, 3, 2}, generator);
  EXPECT_TEXT(to_string(strided_copy(x), 4), printed(x, 4));
  EXPECT_TEXT(to_string(gapped_copy(x)), printed(x, 4)).because("four digits unless told otherwise");
  EXPECT_TEXT(to_string(gapped_copy(x), 3), printed(x, 3));
  const Tensor plane = eighths({3, 4}, generator);
  const Tensor turned(plane.storage(), {4, 3}, {1, 4});
  EXPECT_TEXT(to_string(turned, 3), printed(turned, 3));
  EXPECT_TEXT(to_string(make_tensor({2, 2}, {infinity, 1, -infinity, not_a_number}), 0), "[[inf, 1],\n [-inf, nan]]");
}

}  // namespace
