/// @file
/// What a matrix product takes of the memory that is counted.
#pragma once

#include "gu/tensor.hpp"
#include "gu/testing/recording.hpp"

namespace gu::testing {

/// Bytes at most in use at once during matmul(a, b), without those of the operands.
inline Index product_bytes(const Tensor& a, const Tensor& b) {
  const MemoryScope memory;
  matmul(a, b);
  return memory.peak_bytes();
}

/// Of operands of these shapes, filled with ones.
inline Index product_bytes(const Shape& a, const Shape& b) {
  return product_bytes(filled_tensor(a, 1), filled_tensor(b, 1));
}

}  // namespace gu::testing
