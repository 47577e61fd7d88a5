#include "gu/tensor.hpp"

namespace gu {

namespace {

/// The axes made non-negative and put in order; all of them for an empty list.
Axes resolve_axes(const Tensor& x, const Axes& axes) {
  Axes resolved;
  for (const Index axis : axes) resolved.push_back(normalize_axis(axis, x.rank()));
  for (Index axis = 0; axes.empty() && axis < x.rank(); ++axis) resolved.push_back(axis);
  std::sort(resolved.begin(), resolved.end());
  require(std::adjacent_find(resolved.begin(), resolved.end()) == resolved.end(), "reduction", "each axis once",
          "axes ", axes, " for shape ", x.shape());
  return resolved;
}

/// What sum and its kin are recorded with.
Attributes attributes_of(const Axes& axes, bool keepdims) {
  Attributes attributes{.integers = {keepdims ? 1 : 0}};
  attributes.integers.insert(attributes.integers.end(), axes.begin(), axes.end());
  return attributes;
}

// All five functions walk over x and drop each element into a cell of the result. Write that walk once:
// 1. the result's shape with every reduced axis kept at size 1, and the row-major strides of that shape
// 2. set the stride of every reduced axis to 0: offset_of(index, those strides) is then the number of the cell, and
//    stands still while the walk moves along a reduced axis
// 3. at the end, unless keepdims, a reshape() without the reduced axes

}  // namespace

Tensor sum(const Tensor& x, const Axes& axes, bool keepdims) {
  // 1. resolve_axes(); a std::vector<double> with one total for each cell
  // 2. the walk; 3. into a tensor; 4. recorded("sum", {x}, result, attributes_of(...))
  todo("01.6", "sum(): about 25 lines with the walk");
}

Tensor mean(const Tensor& x, const Axes& axes, bool keepdims) {
  // The same, divided by the number of elements that went into one cell; require() that there are any.
  todo("01.6", "mean(): about 6 lines");
}

Tensor max(const Tensor& x, const Axes& axes, bool keepdims) {
  // What is the largest of nothing? Start there, or from the first element. A NaN that was met must stay.
  todo("01.6", "max(): about 8 lines");
}

Tensor variance(const Tensor& x, const Axes& axes, bool keepdims, Index correction) {
  // Two walks: the means first, then the squared distances from them. Recorded also with .numbers = {correction}.
  todo("01.6", "variance(): about 14 lines");
}

std::vector<Index> argmax(const Tensor& x, Index axis) {
  // For each index of the other axes, the position of the largest entry along this one. The first among equals; NaN
  // counts as larger than any number. Not recorded.
  todo("01.6", "argmax(): about 12 lines");
}

}  // namespace gu
