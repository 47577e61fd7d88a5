#include "gu/tensor.hpp"

namespace gu {

namespace {

/// output [rows, columns] += left [rows, inner] x right [inner, columns], all packed row by row.
///
/// The order i, k, j walks right and output along their rows, so that the innermost loop is one multiply-add on
/// neighbours and the compiler turns it into vector instructions. Four rows at a time: each row of `right` is loaded
/// once for four.
void multiply_matrix(const float* left, const float* right, float* output, Index rows, Index inner, Index columns) {
  Index i = 0;
  for (; i + 4 <= rows; i += 4) {
    const float* a = left + i * inner;
    float* c = output + i * columns;
    for (Index k = 0; k < inner; ++k) {
      const float a0 = a[k];
      const float a1 = a[inner + k];
      const float a2 = a[2 * inner + k];
      const float a3 = a[3 * inner + k];
      const float* b = right + k * columns;
      for (Index j = 0; j < columns; ++j) {
        c[j] += a0 * b[j];
        c[columns + j] += a1 * b[j];
        c[2 * columns + j] += a2 * b[j];
        c[3 * columns + j] += a3 * b[j];
      }
    }
  }
  for (; i < rows; ++i) {
    for (Index k = 0; k < inner; ++k) {
      for (Index j = 0; j < columns; ++j) output[i * columns + j] += left[i * inner + k] * right[k * columns + j];
    }
  }
}

Shape with_matrix(Shape leading, Index rows, Index columns) {
  leading.push_back(rows);
  leading.push_back(columns);
  return leading;
}

}  // namespace

Tensor matmul(const Tensor& a, const Tensor& b) {
  require(a.rank() >= 2 && b.rank() >= 2, "matmul", "at least two axes each", a.shape(), " and ", b.shape());
  const Index rows = a.size(-2);
  const Index inner = a.size(-1);
  const Index columns = b.size(-1);
  require(b.size(-2) == inner, "matmul", "inner sizes that agree", a.shape(), " and ", b.shape());

  const Shape leading =
      broadcast_shapes(Shape(a.shape().begin(), a.shape().end() - 2), Shape(b.shape().begin(), b.shape().end() - 2));
  const Tensor packed_a = contiguous(a);
  const Tensor packed_b = contiguous(b);
  const Tensor left = expand(packed_a, with_matrix(leading, rows, inner));
  const Tensor right = expand(packed_b, with_matrix(leading, inner, columns));
  Tensor result = zeros(with_matrix(leading, rows, columns));

  const Strides left_steps(left.strides().begin(), left.strides().end() - 2);
  const Strides right_steps(right.strides().begin(), right.strides().end() - 2);
  float* output = result.mutable_data();
  if (element_count(result.shape()) == 0) return recorded("matmul", {a, b}, result);
  IndexList index = IndexList::filled(leading.size(), 0);
  do {
    multiply_matrix(left.data() + offset_of(index, left_steps), right.data() + offset_of(index, right_steps), output,
                    rows, inner, columns);
    output += rows * columns;
  } while (next_index(index, leading));
  return recorded("matmul", {a, b}, result);
}

}  // namespace gu
