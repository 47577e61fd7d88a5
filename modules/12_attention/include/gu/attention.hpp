/// @file
/// Contract of module 12: attention, written with explicit loops.
///
/// Everywhere: a head's tensors are [batch, heads, tokens, head_dim], and where the two sides may differ in length the
/// tokens that ask are called *queries* and those that are asked *keys*. Inputs may have any strides. Results are new
/// and row-major. A wrong shape throws std::invalid_argument that names the shapes given.
#pragma once

#include <string>
#include <vector>

#include "gu/random.hpp"
#include "gu/recorder.hpp"
#include "gu/tensor.hpp"

namespace gu {

// 12.1 masks
// ------------------------------------------------------------------------------------------------------------
// A mask is *additive*: it is added to the scores before the softmax. 0 keeps a key, -infinity hides it, any other
// number is a bias. Masks broadcast to [batch, heads, queries, keys].

/// Hides the future. The sequences are aligned at their ends: the last query sees the last key, so that query i sees
/// the keys 0 .. i + keys - queries. With more queries than keys the first queries see nothing.
///
/// @return  [queries, keys] of 0 and -infinity
/// @throws std::invalid_argument  a negative size
/// @see     Vaswani et al. 2017, section 3.2.3, third item
Tensor causal_mask(Index queries, Index keys);

/// Hides what lies behind the end of each sequence of a batch: key j of sequence b is kept when j < lengths[b].
///
/// @return  [batch, 1, 1, keys] of 0 and -infinity, batch = lengths.size()
/// @throws std::invalid_argument  a length outside 0 .. keys
Tensor padding_mask(const std::vector<Index>& lengths, Index keys);

/// From "may it be seen?" to an additive mask: 0 becomes -infinity, every other number becomes 0. Any shape.
Tensor mask_from_boolean(const Tensor& allowed);

/// Both at once: the sum over the broadcast shape, where -infinity in either wins over everything in the other, even
/// over +infinity. Never NaN unless a bias is NaN.
///
/// @throws std::invalid_argument  shapes that do not broadcast, naming both
Tensor combine_masks(const Tensor& a, const Tensor& b);

// 12.2 scaled_dot_product
// -----------------------------------------------------------------------------------------------

/// What may be asked for besides the plain formula.
struct AttentionOptions {
  Tensor mask = {};                ///< additive, broadcasts to [batch, heads, queries, keys]; undefined hides nothing
  float temperature = 1;           ///< > 0; divides the finished scores, mask included: above 1 flattens, below sharpens
  float dropout = 0;               ///< 0 <= probability < 1 that a weight is left out
  Generator* generator = nullptr;  ///< needed when dropout > 0
};

/// What comes out.
struct Attention {
  Tensor output;   ///< [batch, heads, queries, value_dim]
  Tensor weights;  ///< [batch, heads, queries, keys] before dropout; each row sums to 1. Not part of the graph
  Tensor kept;     ///< [batch, heads, queries, keys] each 0 or 1 / (1 - dropout); undefined when dropout == 0
};

/// softmax((query key^T / sqrt(head_dim) + mask) / temperature) value, by loops over every query and every key.
///
/// A query that sees no key at all gets weights 0 and output 0, not NaN. With dropout, one generator.uniform() is drawn
/// for every weight in row-major order, hidden ones too; below the probability the weight counts 0, else it is
/// multiplied by 1 / (1 - dropout). The loops go through read<4>() and write<4>(), so that their work can be counted.
///
/// Recorded as "scaled_dot_product_attention" with attention_backward; the mask is an input too where there is one, so
/// that a learnt bias receives its gradient.
///
/// @param query  [batch, heads, queries, head_dim], head_dim >= 1
/// @param key    [batch, heads, keys, head_dim]
/// @param value  [batch, heads, keys, value_dim]; value_dim is mostly, not always, head_dim
/// @throws std::invalid_argument  shapes that do not fit, temperature <= 0, dropout outside [0, 1) or without generator
/// @note   O(batch * heads * queries * keys * (head_dim + value_dim)) time. Keeps 4 * batch * heads * queries * keys
///         bytes of weights, twice that while the scores live; with dropout once more.
/// @see    Vaswani et al. 2017, section 3.2.1, equation (1); temperature: Hinton et al. 2015, section 2
Attention scaled_dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                                       const AttentionOptions& options = {});

// 12.3 attention_backward
// -----------------------------------------------------------------------------------------------

/// Where gradients are gathered. Each has the shape of what it belongs to.
struct AttentionGradients {
  Tensor query;      ///< [batch, heads, queries, head_dim]
  Tensor key;        ///< [batch, heads, keys, head_dim]
  Tensor value;      ///< [batch, heads, keys, value_dim]
  Tensor mask = {};  ///< the shape of options.mask; undefined when nobody wants it
};

/// *Adds* the gradients of a loss to what already stands in `gradients`.
///
/// @param forward          what scaled_dot_product_attention returned for the same query, key, value and options
/// @param output_gradient  [batch, heads, queries, value_dim] the loss differentiated by forward.output
/// @param gradients        row-major tensors of the right shapes; zeros for the plain gradient
/// @throws std::invalid_argument  shapes that do not fit
/// @note   about twice the work of the forward pass; O(keys) extra memory, never a second [queries, keys] matrix
/// @see    lesson 12, "The backward pass"
void attention_backward(const Tensor& query, const Tensor& key, const Tensor& value, const AttentionOptions& options,
                        const Attention& forward, const Tensor& output_gradient, AttentionGradients& gradients);

// 12.6 attention_map
// ----------------------------------------------------------------------------------------------------

/// The weights as a picture for the terminal: a row a query, a column a key, darker characters for larger weights.
///
/// @code
///         the  cat  sat
///     the |@@@             |
///     cat |+++  +++        |
/// @endcode
std::string attention_map(const Tensor& weights, const std::vector<std::string>& query_labels,
                          const std::vector<std::string>& key_labels);

// Given
// ------------------------------------------------------------------------------------------------------------------

/// The argument checks of scaled_dot_product_attention.
void require_attention_shapes(const Tensor& query, const Tensor& key, const Tensor& value,
                              const AttentionOptions& options);

}  // namespace gu
