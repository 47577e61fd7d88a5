#include "gu/tensor.hpp"

namespace gu {

// A view is a Tensor on the storage of another: Tensor(x.storage(), shape, strides, offset). Nothing is copied.

Tensor clone(const Tensor& x) {
  // 1. zeros of the same shape
  // 2. walk over all indices with next_index; read at offset_of(index, x.strides()), write in row-major order
  //    (mind the tensor without elements: there is no first index)
  // 3. return recorded("clone", {x}, result)
  todo("01.3", "clone(): 9 lines");
}

Tensor contiguous(const Tensor& x) {
  // Copy only what has to be copied.
  todo("01.3", "contiguous(): 1 line");
}

Tensor reshape(const Tensor& x, const Shape& shape) {
  // 1. at most one size is -1 and none is less; work the -1 out from the others. Beside a size of 0 it could be
  //    anything: refuse.
  // 2. require() that the number of elements stays; name both shapes
  // 3. the new shape laid out row by row on the storage of contiguous(x), from its offset
  // 4. recorded as "reshape"
  todo("01.3", "reshape(): about 18 lines");
}

Tensor permute(const Tensor& x, const Axes& order) {
  // 1. require() that order has one entry for each axis; normalize_axis() each; no axis twice
  // 2. shape and strides of the view: entry i comes from axis order[i] of x
  // 3. recorded as "permute" with {.integers = {...}}: the normalized order
  todo("01.3", "permute(): about 13 lines");
}

Tensor transpose(const Tensor& x, Index first, Index second) {
  // permute() with the order 0, 1, 2, ... in which two entries are swapped. permute() records; nothing else to do.
  todo("01.3", "transpose(): 5 lines");
}

Tensor slice(const Tensor& x, Index axis, Index start, Index stop, Index step) {
  const Index positive = normalize_axis(axis, x.rank());
  require(0 <= start && start <= stop && stop <= x.size(positive) && step >= 1, "slice",
          "0 <= start <= stop <= size and step >= 1", "start ", start, ", stop ", stop, ", step ", step, " on axis ",
          axis, " of shape ", x.shape());
  // 1. how many of start, start + step, ... lie below stop?
  // 2. of this axis alone the size and the stride change; and where the first element lies
  // 3. recorded as "slice" with {.integers = {positive, start, stop, step}}
  todo("01.3", "slice(): about 7 lines");
}

Tensor expand(const Tensor& x, const Shape& shape) {
  // 1. align the two shapes at the last axis; the new one has at least as many axes
  // 2. each size of x stays or grows from 1; require() it and name both shapes
  // 3. an axis that stays keeps its stride; one that grows, or is new, repeats one entry: by which stride?
  // 4. recorded as "expand"
  todo("01.3", "expand(): about 10 lines");
}

Tensor concat(const std::vector<Tensor>& tensors, Index axis) {
  require(!tensors.empty(), "concat", "at least one tensor", "none");
  // 1. require() the same rank and, on every axis but this one, the same sizes; name both shapes
  // 2. the result's size along the axis is the sum
  // 3. copy each tensor into its part of the result, one part after the other: a slice of the result is a view to
  //    write through
  // 4. return recorded("concat", tensors, result, {.integers = {the non-negative axis}})
  todo("01.3", "concat(): about 20 lines");
}

Tensor stack(const std::vector<Tensor>& tensors, Index axis) {
  require(!tensors.empty(), "stack", "at least one tensor", "none");
  // 1. the axis counts in the result, which has one axis more than the tensors
  // 2. require() equal shapes; name both
  // 3. give each tensor an axis of size 1 there, then concat()
  // 4. recorded as "stack" with {.integers = {the non-negative axis}}
  todo("01.3", "stack(): about 10 lines");
}

}  // namespace gu
