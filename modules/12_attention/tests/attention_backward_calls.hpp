/// @file
/// Calls of the backward pass of attention for its tests, and the textbook's gradients.
#pragma once

#include <cstdint>
#include <utility>

#include "attention_inputs.hpp"
#include "gu/attention.hpp"
#include "gu/testing/textbook_attention.hpp"

namespace gu::testing {

struct BackwardInputs : AttentionInputs {
  Tensor output_gradient;
};

inline BackwardInputs random_inputs(std::uint64_t salt, const Shape& query, const Shape& key, Index value_dim) {
  Generator generator = test_generator(salt);
  const AttentionInputs drawn = random_attention_inputs(generator, query, key, value_dim);
  return {drawn, random_tensor({query[0], query[1], query[2], value_dim}, generator, -2, 2)};
}

/// What the forward pass hands on, out of the textbook: these tests need no task but their own.
inline Attention forward(const BackwardInputs& x, const AttentionOptions& options, const Tensor& kept = {}) {
  const Array64 mask = options.mask.defined() ? Array64(options.mask) : Array64(0.0);
  const textbook::AttentionFormula formula{.temperature = double{options.temperature},
                                           .kept = kept.defined() ? Array64(kept) : Array64(1.0)};
  return as_input([&] {
    return Attention{to_tensor(textbook::attention(x.query, x.key, x.value, mask, formula)),
                     to_tensor(textbook::attention_weights(x.query, x.key, mask, formula)), kept};
  });
}

inline AttentionGradients zeros_for(const BackwardInputs& x) {
  return {filled_tensor(x.query.shape(), 0), filled_tensor(x.key.shape(), 0), filled_tensor(x.value.shape(), 0)};
}

inline AttentionGradients differentiate(const BackwardInputs& x, const AttentionOptions& options = {},
                                        const Tensor& kept = {}, const Shape* mask_shape = nullptr) {
  AttentionGradients gradients = zeros_for(x);
  if (mask_shape != nullptr) gradients.mask = filled_tensor(*mask_shape, 0);
  attention_backward(x.query, x.key, x.value, options, forward(x, options, kept), x.output_gradient, gradients);
  return gradients;
}

inline textbook::AttentionGradients64 textbook_gradients(const BackwardInputs& x, const Array64& mask = 0.0,
                                                         const textbook::AttentionFormula& formula = {},
                                                         const textbook::AttentionBackwardFormula& backward = {}) {
  return textbook::attention_gradients(x.query, x.key, x.value, mask, x.output_gradient, formula, backward);
}

/// `x` with the gradient of all outputs but one query's set to zero: the share of that query.
inline BackwardInputs only_query(BackwardInputs x, Index wanted) {
  Array64 gradient = x.output_gradient;
  for (std::size_t i = 0; i < gradient.values.size(); ++i) {
    if (gradient.index_of(i)[2] != wanted) gradient.values[i] = 0;
  }
  x.output_gradient = to_tensor(gradient);
  return x;
}

inline Tolerance attention_backward_rounding() {
  return tolerance(2e-5, "a few sums of float32 products");
}

}  // namespace gu::testing
