/// @file
/// Queries, keys and values for the tests of attention and of its backward.
#pragma once

#include <cstdint>
#include <numeric>

#include "gu/testing/make.hpp"
#include "gu/testing/textbook.hpp"

namespace gu::testing {

/// What attention is computed from.
struct AttentionInputs {
  Tensor query;
  Tensor key;
  Tensor value;
};

/// Uniform in [-2, 2), so that the weights differ well from 1 / keys.
inline AttentionInputs random_attention_inputs(Generator& generator, const Shape& query, const Shape& key,
                                               Index value_dim) {
  // One after the other: the order of the draws is part of what the tests see.
  const Tensor queries = random_tensor(query, generator, -2, 2);
  const Tensor keys = random_tensor(key, generator, -2, 2);
  return {queries, keys, random_tensor({key[0], key[1], key[2], value_dim}, generator, -2, 2)};
}

/// The sum of each row of weights, over its keys.
inline Array64 sums_over_keys(const Array64& weights) {
  return textbook::reduce(weights, {-1}, false,
                          [](const std::vector<double>& row) { return std::accumulate(row.begin(), row.end(), 0.0); });
}

}  // namespace gu::testing
