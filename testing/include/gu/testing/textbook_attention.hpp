/// @file
/// Attention as the paper prints it, in float64 and matrix by matrix, and as it comes out when somebody errs: the
/// oracle of every module that computes attention in another way.
#pragma once

#include "gu/testing/array64.hpp"

namespace gu::testing::textbook {

/// Which formula. The default is equation (1) of Vaswani et al. 2017; each field but temperature and kept describes a
/// way of getting it wrong.
struct AttentionFormula {
  enum class Mask { added, ignored, inverted, after_softmax };
  enum class EmptyRow { zeros, uniform, not_a_number };

  double scale = 0;                      ///< factor of query . key; 0 stands for 1 / sqrt(head_dim)
  double temperature = 1;                ///< divides scores and mask
  Mask mask = Mask::added;               ///< inverted: hides what is kept and keeps what is hidden
  Index softmax_axis = -1;               ///< keys; -2 is queries, 1 is heads
  bool shift_by_maximum = true;          ///< false: exp overflows
  EmptyRow empty_row = EmptyRow::zeros;  ///< weights of a query that sees no key
  Array64 kept = 1.0;                    ///< dropout factors, multiplied to the weights that average the values
};

/// [batch, heads, queries, keys] from query [batch, heads, queries, head_dim] and key [batch, heads, keys, head_dim].
/// @param mask  additive, broadcasts to the result; a scalar 0 is none
Array64 attention_weights(const Array64& query, const Array64& key, const Array64& mask,
                          const AttentionFormula& formula = {});
/// [batch, heads, queries, value_dim]
Array64 attention(const Array64& query, const Array64& key, const Array64& value, const Array64& mask = 0.0,
                  const AttentionFormula& formula = {});

/// Gradients of sum(output_gradient * attention(...)).
struct AttentionGradients64 {
  Array64 query;
  Array64 key;
  Array64 value;
  Array64 mask;  ///< in the shape of the mask
};
/// Which backward pass; the default is right.
struct AttentionBackwardFormula {
  bool softmax_jacobian = true;    ///< false: d score = weight * d weight, the row's mean is not subtracted
  bool scaled = true;              ///< false: the factor 1 / sqrt(head_dim) is forgotten on the way back
  bool weights_transposed = true;  ///< false: the value gradient is weights * dout, not weights^T * dout
  bool divided_by_temperature = true;
  bool jacobian_of_dropped = false;  ///< true: softmax is differentiated at the weights that dropout left
};
AttentionGradients64 attention_gradients(const Array64& query, const Array64& key, const Array64& value,
                                         const Array64& mask, const Array64& output_gradient,
                                         const AttentionFormula& formula = {},
                                         const AttentionBackwardFormula& backward = {});

/// [batch, tokens, model_dim] -> [batch, heads, tokens, head_dim], index by index.
Array64 split_heads(const Array64& x, Index heads);
/// [batch, heads, tokens, head_dim] -> [batch, tokens, heads * head_dim]
Array64 merge_heads(const Array64& x);
/// The same numbers in the same row-major order under another shape.
Array64 reshape(const Array64& x, const Shape& shape);
/// x weight^T + bias over the last axis.
Array64 linear(const Array64& x, const Array64& weight, const Array64& bias);

/// The parameters of a multi-head attention with one combined projection.
struct MultiHeadParameters {
  Array64 projection_weight;  ///< [3 model_dim, model_dim], rows of queries, keys, values
  Array64 projection_bias;    ///< [3 model_dim]
  Array64 output_weight;      ///< [model_dim, model_dim]
  Array64 output_bias;        ///< [model_dim]
};
/// Multi-head attention of `input` [batch, queries, model_dim] over `memory` [batch, keys, model_dim].
Array64 multi_head_attention(const Array64& input, const Array64& memory, const Array64& mask,
                             const MultiHeadParameters& parameters, Index heads, const AttentionFormula& formula = {});

}  // namespace gu::testing::textbook
