#include "gu/attention.hpp"

namespace gu {

Tensor MultiHeadAttention::cross_attend(const Tensor& input, const Tensor& memory, const Tensor& mask) {
  // The combined projection holds three blocks of model_dim rows: for queries, keys, values. Here they work on two
  // different sequences, and each sequence meets only the blocks that it needs.
  // 1. queries: the first block on the input. slice() the weight and the bias, and make a Linear of the slices: slices
  //    are views, so the gradient still arrives in the one parameter
  // 2. keys and values: the other two blocks on the memory
  // 3. attend()
  todo("12.5", "about 8 lines");
}

}  // namespace gu
