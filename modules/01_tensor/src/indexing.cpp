#include "gu/tensor.hpp"

namespace gu {

Index element_count(const Shape& shape) {
  // The product of all sizes. What is the product of no numbers at all?
  todo("01.1", "element_count(): 3 lines");
}

Strides row_major_strides(const Shape& shape) {
  // The last axis has stride 1; each axis before it steps over everything behind it. Walk from the last axis to the
  // first. Strides::filled(count, value) makes a list.
  todo("01.1", "row_major_strides(): 3 lines");
}

Index offset_of(const IndexList& index, const Strides& strides) {
  // 1. require() as many strides as indices (gu/require.hpp shows how)
  // 2. the sum of index times stride over the axes
  todo("01.1", "offset_of(): 4 lines");
}

bool next_index(IndexList& index, const Shape& shape) {
  // Count like an odometer: raise the last digit; when it reaches its size, set it to 0 and carry to the digit before.
  // When the first digit overflows, every digit is 0 again and the answer is false.
  todo("01.1", "next_index(): 5 lines");
}

Index normalize_axis(Index axis, Index rank) {
  // 1. require() -rank <= axis < rank; name both in the message
  // 2. -1 is the last axis
  todo("01.1", "normalize_axis(): 2 lines");
}

bool is_contiguous(const Tensor& tensor) {
  // Compare the strides with those of row_major_strides. An axis of size 1 is never stepped along: what is its stride
  // worth? And what are strides worth when there is no element at all?
  todo("01.1", "is_contiguous(): 6 lines");
}

}  // namespace gu
