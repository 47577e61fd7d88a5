/// @file
/// A tensor seen from outside: pointer, shape, strides. What the test kit, the .npy files and the xtensor bridge read.
#pragma once

#include "gu/index_list.hpp"

namespace gu {

/// Borrowed, read-only; valid as long as the tensor it came from. Calls no code of a student.
/// C++17, because xtensor's files are compiled as that.
struct TensorView {
  const float* data = nullptr;  ///< the element at index [0, 0, ...]
  Shape shape;
  Strides strides;

  Index element_count() const {
    Index count = 1;
    for (const Index size : shape) count *= size;
    return count;
  }
  /// Element number `position` of the row-major walk over the shape, whatever the strides are.
  float at_position(Index position) const {
    Index offset = 0;
    for (std::size_t axis = shape.size(); axis-- > 0;) {
      offset += position % shape[axis] * strides[axis];
      position /= shape[axis];
    }
    return data[offset];
  }
};

}  // namespace gu
