#include "gu/tensor.hpp"

namespace gu {

Index element_count(const Shape& shape) {
  Index count = 1;
  for (const Index size : shape) count *= size;
  return count;
}

Strides row_major_strides(const Shape& shape) {
  Strides strides = Strides::filled(shape.size(), 1);
  for (std::size_t axis = shape.size(); axis-- > 1;) strides[axis - 1] = strides[axis] * shape[axis];
  return strides;
}

Index offset_of(const IndexList& index, const Strides& strides) {
  require(index.size() == strides.size(), "offset_of", "one stride for each index", index, " and ", strides);
  Index offset = 0;
  for (std::size_t axis = 0; axis < index.size(); ++axis) offset += index[axis] * strides[axis];
  return offset;
}

bool next_index(IndexList& index, const Shape& shape) {
  for (std::size_t axis = shape.size(); axis-- > 0;) {
    if (++index[axis] < shape[axis]) return true;
    index[axis] = 0;
  }
  return false;
}

Index normalize_axis(Index axis, Index rank) {
  require(-rank <= axis && axis < rank, "normalize_axis", "-rank <= axis < rank", "axis ", axis, " for rank ", rank);
  return axis < 0 ? axis + rank : axis;
}

bool is_contiguous(const Tensor& tensor) {
  if (element_count(tensor.shape()) == 0) return true;
  const Strides packed = row_major_strides(tensor.shape());
  for (std::size_t axis = 0; axis < packed.size(); ++axis) {
    if (tensor.shape()[axis] != 1 && tensor.strides()[axis] != packed[axis]) return false;
  }
  return true;
}

}  // namespace gu
