#include "gu/attention.hpp"

namespace gu {

Tensor causal_mask(Index queries, Index keys) {
  require(queries >= 0 && keys >= 0, "causal_mask", "sizes of at least 0", queries, " queries and ", keys, " keys");
  // 1. a tensor [queries, keys] of zeros: everything is kept
  // 2. -infinity wherever key j lies after query i. Both sequences end together: which key is the last that query i
  //    may see, when there are more keys than queries?
  todo("12.1", "causal_mask(): about 7 lines, two nested loops");
}

Tensor padding_mask(const std::vector<Index>& lengths, Index keys) {
  for (const Index length : lengths) {
    require(0 <= length && length <= keys, "padding_mask", "0 <= length <= keys", "length ", length, " and ", keys,
            " keys");
  }
  // 1. a tensor [batch, 1, 1, keys] of zeros; it broadcasts over heads and queries
  // 2. -infinity for the keys behind the end of each sequence
  todo("12.1", "padding_mask(): about 6 lines");
}

Tensor mask_from_boolean(const Tensor& allowed) {
  // 0 -> -infinity, everything else -> 0. There is no formula with a product in it: what is 0 * infinity?
  todo("12.1", "mask_from_boolean(): about 4 lines");
}

Tensor combine_masks(const Tensor& a, const Tensor& b) {
  // 1. both to the shape they broadcast to: broadcast_shapes(), expand()
  // 2. element by element: -infinity where either is -infinity, else the sum
  // 3. return recorded("add", {a, b}, ...): that is what it is for the graph
  todo("12.1", "combine_masks(): about 12 lines");
}

}  // namespace gu
