/// @file
/// Contract of module 01: what can be done with a tensor. The type itself, a handle to shared float32 numbers with
/// shape and strides, is given in gu/tensor_type.hpp.
///
/// Everywhere: axes may be negative and then count from the last; a wrong shape or axis throws std::invalid_argument
/// naming what was given; inputs may have any strides and are never changed; a size of 0 is legal. Results have storage
/// of their own and are row-major, unless they are called views; a view allocates no tensor memory.
/// Operations marked *recorded* end with `return recorded("their own name", {tensors}, result, attributes)`, which
/// module 05 listens to. "n" is the number of elements of the result.
#pragma once

#include <string>
#include <vector>

#include "gu/random.hpp"
#include "gu/recorder.hpp"
#include "gu/tensor_type.hpp"

namespace gu {

/// @name 01.1 indexing
/// @{

/// The product of the sizes; 1 for the empty shape.
Index element_count(const Shape& shape);
/// Steps in elements that lay a shape out row by row: the last axis has stride 1. [2, 3, 4] -> [12, 4, 1]
Strides row_major_strides(const Shape& shape);
/// Where element `index` lies, in elements from the first. @throws std::invalid_argument  lengths differ, naming both
Index offset_of(const IndexList& index, const Strides& strides);
/// Moves `index` to the next element in row-major order. Returns false, with the index back at all zeros, after the
/// last.
bool next_index(IndexList& index, const Shape& shape);
/// 0 <= result < rank. @throws std::invalid_argument  axis is not in [-rank, rank), naming both
Index normalize_axis(Index axis, Index rank);
/// Do the elements lie row by row without gaps? The stride of an axis of size 1 does not matter, nor does any stride
/// when there are no elements.
bool is_contiguous(const Tensor& tensor);
/// @}
/// @name 01.2 factories
/// One allocation each. @throws std::invalid_argument  a size below 0
/// @{

/// Zeros. O(n).
Tensor zeros(const Shape& shape);
/// The same number everywhere.
Tensor full(const Shape& shape, float value);
/// A tensor of shape [] holding one number.
Tensor scalar(float value);
/// These numbers, row by row. @throws std::invalid_argument  their number is not the shape's, naming both
Tensor from_values(const Shape& shape, const std::vector<float>& values);
/// [count] start, start + step, start + 2 step, ... each computed by one multiplication, so that errors do not pile up.
Tensor arange(Index count, float start = 0, float step = 1);
/// Independent draws of generator.uniform() stretched to [low, high), row by row. @throws std::invalid_argument
/// low > high
Tensor uniform(const Shape& shape, Generator& generator, float low = 0, float high = 1);
/// mean + deviation * generator.normal(), row by row. @throws std::invalid_argument  deviation < 0
Tensor normal(const Shape& shape, Generator& generator, float mean = 0, float deviation = 1);
/// @}
/// @name 01.3 views
/// @{

/// A copy with storage of its own, row-major. Recorded. O(n).
Tensor clone(const Tensor& x);
/// x itself if it is contiguous, else its clone.
Tensor contiguous(const Tensor& x);
/// The same numbers, in row-major order of their indices, in another shape; one size may be -1 and is worked out. A
/// view if x is contiguous, else a copy. Recorded.
/// @throws std::invalid_argument  the counts differ (naming both shapes), more than one -1, or -1 beside a size of 0
Tensor reshape(const Tensor& x, const Shape& shape);
/// A view with the axes in a new order: axis i of the view is axis order[i] of x. Recorded with integers = order
/// (non-negative). @throws std::invalid_argument  order is no permutation of the axes
Tensor permute(const Tensor& x, const Axes& order);
/// A view with two axes swapped: permute by another name, and recorded as permute.
Tensor transpose(const Tensor& x, Index first = -2, Index second = -1);
/// Entries start, start + step, ... below stop of one axis, as a view. Recorded with integers = {axis (non-negative),
/// start, stop, step}. @throws std::invalid_argument  unless 0 <= start <= stop <= size and step >= 1
Tensor slice(const Tensor& x, Index axis, Index start, Index stop, Index step = 1);
/// A view in which axes of size 1 (and missing leading axes) repeat, by stride 0. Recorded.
/// @throws std::invalid_argument  x does not stretch to the shape, naming both
Tensor expand(const Tensor& x, const Shape& shape);
/// The tensors one after the other along an axis; all other sizes agree. O(n), one allocation. Recorded with integers =
/// {axis (non-negative)}. @throws std::invalid_argument  no tensors, or shapes that do not fit, naming both
Tensor concat(const std::vector<Tensor>& tensors, Index axis);
/// The tensors side by side along a new axis of the result, in which `axis` counts; all shapes agree. Recorded with
/// integers = {axis (non-negative)}. @throws std::invalid_argument  as concat
Tensor stack(const std::vector<Tensor>& tensors, Index axis = 0);
/// @}
/// @name 01.4 broadcasting
/// The operations: element by element over the broadcast shape. Recorded. O(n), one allocation: an operand that is
/// stretched is not copied. @throws std::invalid_argument  as broadcast_shapes
/// @{

/// The shape both stretch to: aligned at the last axis, sizes equal or one of them 1.
/// [2, 1, 4] and [3, 1] -> [2, 3, 4]. @throws std::invalid_argument  naming both shapes
/// @see NumPy user guide, "Broadcasting", general rules
Shape broadcast_shapes(const Shape& a, const Shape& b);
/// a + b
Tensor add(const Tensor& a, const Tensor& b);
/// a - b
Tensor subtract(const Tensor& a, const Tensor& b);
/// a * b, element by element (matmul is below)
Tensor multiply(const Tensor& a, const Tensor& b);
/// a / b; by IEEE 754: 1/0 = inf, 0/0 = NaN
Tensor divide(const Tensor& a, const Tensor& b);
/// @}
/// @name 01.5 elementwise
/// Each element on its own, in the shape of x. Recorded. O(n). Out of the domain by IEEE 754: log(0) = -inf,
/// sqrt(-1) = NaN.
/// @{

/// -x
Tensor negate(const Tensor& x);
/// e^x
Tensor exp(const Tensor& x);
/// The natural logarithm.
Tensor log(const Tensor& x);
/// The square root.
Tensor sqrt(const Tensor& x);
/// |x|
Tensor abs(const Tensor& x);
/// x^exponent, as std::pow. Recorded with numbers = {exponent}.
Tensor power(const Tensor& x, float exponent);
/// @}
/// @name 01.6 reductions
/// Over some axes, or all when the list is empty. Reduced axes vanish, or stay with size 1 under keepdims. Recorded
/// with integers = {keepdims, axes... (non-negative, ascending, all of them listed)}. O(elements of x), and no tensor
/// memory but the result. @throws std::invalid_argument  an axis out of range or named twice
/// @{

/// Totals are kept in float64. The sum of nothing is 0.
Tensor sum(const Tensor& x, const Axes& axes = {}, bool keepdims = false);
/// sum / number of elements summed. @throws std::invalid_argument  also when there is nothing to average
Tensor mean(const Tensor& x, const Axes& axes = {}, bool keepdims = false);
/// The largest; NaN if any is NaN. @throws std::invalid_argument  also when there is nothing to choose from
Tensor max(const Tensor& x, const Axes& axes = {}, bool keepdims = false);
/// sum((x - mean)^2) / (n - correction) for the n elements of a cell, in float64; correction 1 is the unbiased
/// estimate, 0 the mean square deviation. Recorded also with numbers = {correction}.
/// @throws std::invalid_argument  also when n <= correction, naming both
Tensor variance(const Tensor& x, const Axes& axes = {}, bool keepdims = false, Index correction = 1);
/// Position along the axis of the largest entry, the first among equals, NaN above all numbers; one position for each
/// index of the other axes, row by row. Not recorded. @throws std::invalid_argument  also when the axis has size 0
std::vector<Index> argmax(const Tensor& x, Index axis = -1);
/// @}
/// @name 01.7 matmul
/// @{

/// [..., rows, inner] x [..., inner, columns] -> [..., rows, columns]; leading axes broadcast. Recorded.
/// @throws std::invalid_argument  rank below 2, inner sizes that differ, or leading axes that do not broadcast, naming
///         both shapes
/// @note   2 * rows * inner * columns operations a matrix; extra memory only for inputs that are not contiguous
Tensor matmul(const Tensor& a, const Tensor& b);
/// @}
/// @name 01.8 printing
/// @{

/// Nested brackets, `precision` digits after the point. Entries of the last axis are separated by ", "; those of any
/// other axis by a comma, a line break and one space for each bracket that is open, so that those of a depth line up:
/// "[[1.00, 2.00],\n [3.00, 4.00]]". A scalar is its number; NaN and infinities are "nan", "inf", "-inf".
/// @throws std::invalid_argument  precision is not in 0 .. 20
std::string to_string(const Tensor& x, int precision = 4);
/// @}
/// @name Given: notation
/// @{

inline Tensor operator+(const Tensor& a, const Tensor& b) {
  return add(a, b);
}
inline Tensor operator-(const Tensor& a, const Tensor& b) {
  return subtract(a, b);
}
inline Tensor operator*(const Tensor& a, const Tensor& b) {
  return multiply(a, b);
}
inline Tensor operator/(const Tensor& a, const Tensor& b) {
  return divide(a, b);
}
inline Tensor operator-(const Tensor& x) {
  return negate(x);
}
inline Tensor operator+(const Tensor& a, float b) {
  return add(a, scalar(b));
}
inline Tensor operator-(const Tensor& a, float b) {
  return subtract(a, scalar(b));
}
inline Tensor operator*(const Tensor& a, float b) {
  return multiply(a, scalar(b));
}
inline Tensor operator/(const Tensor& a, float b) {
  return divide(a, scalar(b));
}
/// @}
}  // namespace gu
