/// @file
/// NaN, infinity, tiny numbers and awkward layouts: what a comparison of plain numbers cannot ask.
#pragma once

#include <cmath>
#include <limits>

#include "gu/testing/array64.hpp"
#include "gu/testing/make.hpp"
#include "gu/testing/textbook.hpp"

namespace gu::testing {

inline constexpr float infinity = std::numeric_limits<float>::infinity();
inline constexpr double infinity64 = std::numeric_limits<double>::infinity();
inline constexpr float not_a_number = std::numeric_limits<float>::quiet_NaN();

/// 1 where x is NaN, 0 elsewhere: NaN equals nothing, so this is how a test asks for it.
inline Array64 nan_places(const Array64& x) {
  return textbook::map(x, [](double value) { return std::isnan(value) ? 1.0 : 0.0; });
}

/// Random scores from [-range, range), of which about a third are -infinity, but never the first of a row along `axis`.
inline Tensor partly_hidden(const Shape& shape, Index axis, Generator& generator, float range) {
  Array64 scores(random_tensor(shape, generator, -range, range));
  const std::size_t along = scores.axis_number(axis);
  for (std::size_t i = 0; i < scores.values.size(); ++i) {
    const bool hide = generator.uniform() < 0.33F;
    if (hide && scores.index_of(i)[along] != 0) scores.values[i] = -double{infinity};
  }
  return to_tensor(scores);
}

/// The same numbers and shape as every second element, from the second on, of a larger storage whose rest is NaN: code
/// that forgets the offset or a stride reads NaN.
inline Tensor gapped_copy(const Tensor& tensor) {
  const Array64 numbers(tensor);
  Shape larger;
  for (const Index size : numbers.shape) larger.push_back(2 * size + 1);
  Tensor base = filled_tensor(larger, not_a_number);
  Strides strides;
  Index offset = 0;
  for (const Index stride : base.strides()) {
    strides.push_back(2 * stride);
    offset += stride;
  }
  float* const first = base.mutable_data() + offset;
  for (std::size_t i = 0; i < numbers.values.size(); ++i) {
    const IndexList index = numbers.index_of(i);
    Index step = 0;
    for (std::size_t axis = 0; axis < index.size(); ++axis) step += index[axis] * strides[axis];
    first[step] = static_cast<float>(numbers.values[i]);
  }
  return {base.storage(), tensor.shape(), strides, offset};
}

}  // namespace gu::testing
