/// @file
/// Queries, keys and values for the tests of attention and of its backward.
#pragma once

#include <cmath>
#include <cstdint>
#include <limits>

#include "gu/testing/make.hpp"
#include "gu/testing/textbook.hpp"

namespace gu::testing {

/// In an additive mask: what hides a key.
inline constexpr float hidden = -std::numeric_limits<float>::infinity();
inline constexpr double hidden64 = -std::numeric_limits<double>::infinity();

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

/// The same out of test_generator(salt).
inline AttentionInputs random_attention_inputs(std::uint64_t salt, const Shape& query, const Shape& key,
                                               Index value_dim) {
  Generator generator = test_generator(salt);
  return random_attention_inputs(generator, query, key, value_dim);
}

/// The worked example of the lesson: three queries, three keys, and weights that are simple fractions.
inline AttentionInputs lesson_inputs() {
  const float ln2 = std::log(2.0F);
  const float ln3 = std::log(3.0F);
  return {make_tensor({1, 1, 3, 4}, {2 * ln2, 0, 0, 0, 0, 2 * ln3, 0, 0, 2 * ln2, 2 * ln2, 0, 0}),
          make_tensor({1, 1, 3, 4}, {1, 0, 0, 0, 0, 1, 0, 0, 1, 1, 0, 0}),
          make_tensor({1, 1, 3, 2}, {10, 0, 0, 10, 5, 5})};
}

/// What dropout multiplies every weight by: one draw of the generator each, in row-major order.
inline Array64 dropout_factors(const Shape& shape, Generator& generator, float probability) {
  Array64 factors(shape);
  for (double& factor : factors.values) factor = generator.uniform() < probability ? 0 : 1 / (1 - double{probability});
  return factors;
}

/// The same out of test_generator(salt).
inline Array64 dropout_factors(const Shape& shape, std::uint64_t salt, float probability) {
  Generator generator = test_generator(salt);
  return dropout_factors(shape, generator, probability);
}

/// The sum of each row of weights, over its keys.
inline Array64 sums_over_keys(const Array64& weights) {
  return textbook::reduce(weights, {-1}, false, textbook::total);
}

}  // namespace gu::testing
