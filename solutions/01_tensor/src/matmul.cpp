#include "gu/tensor.hpp"

namespace gu {

namespace {

constexpr Index block_rows = 8;
constexpr Index block_columns = 32;

/// output [block_rows, block_columns] = left [block_rows, inner] x right [inner, block_columns], parts of larger
/// matrices whose rows are `inner` (left) and `columns` (right, output) long.
///
/// The constant sizes let the compiler keep all sums in vector registers while k runs: every number of `right` is used
/// for eight rows and every number of `left` for 32 columns once it is loaded.
void multiply_block(const float* left, const float* right, float* output, Index inner, Index columns) {
  float sums[block_rows][block_columns] = {};
  for (Index k = 0; k < inner; ++k) {
    for (Index i = 0; i < block_rows; ++i) {
      for (Index j = 0; j < block_columns; ++j) sums[i][j] += left[i * inner + k] * right[k * columns + j];
    }
  }
  for (Index i = 0; i < block_rows; ++i) std::copy_n(sums[i], block_columns, output + i * columns);
}

/// The same for the blocks at the lower and the right edge, which are smaller; output starts from zeros. With k between
/// i and j the innermost loop walks along rows of right and output: neighbours in memory, one vector operation for
/// several.
void multiply_edge(const float* left, const float* right, float* output, Index rows, Index inner, Index columns,
                   Index width) {
  for (Index i = 0; i < rows; ++i) {
    for (Index k = 0; k < inner; ++k) {
      for (Index j = 0; j < width; ++j) output[i * columns + j] += left[i * inner + k] * right[k * columns + j];
    }
  }
}

/// output [rows, columns] = left [rows, inner] x right [inner, columns], all packed row by row; output starts from
/// zeros.
void multiply_matrix(const float* left, const float* right, float* output, Index rows, Index inner, Index columns) {
  for (Index i = 0; i < rows; i += block_rows) {
    for (Index j = 0; j < columns; j += block_columns) {
      const Index height = std::min(block_rows, rows - i);
      const Index width = std::min(block_columns, columns - j);
      float* block = output + i * columns + j;
      if (height == block_rows && width == block_columns) {
        multiply_block(left + i * inner, right + j, block, inner, columns);
      } else {
        multiply_edge(left + i * inner, right + j, block, height, inner, columns, width);
      }
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
  // broadcast_shapes() below would name the leading axes alone.
  for (Index back = 3; back <= std::min(a.rank(), b.rank()); ++back) {
    require(a.size(-back) == b.size(-back) || a.size(-back) == 1 || b.size(-back) == 1, "matmul",
            "leading axes that broadcast", a.shape(), " and ", b.shape());
  }

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
