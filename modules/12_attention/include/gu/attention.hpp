/// @file
/// Contract of module 12: attention, written with explicit loops.
///
/// Everywhere: a head's tensors are [batch, heads, tokens, head_dim], and where the two sides may differ in length the
/// tokens that ask are called *queries* and those that are asked *keys*. Inputs may have any strides. Results are new
/// and row-major. A wrong shape throws std::invalid_argument that names the shapes given.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "gu/linear.hpp"
#include "gu/tensor.hpp"

namespace gu {

// 12.1 masks
// A mask is *additive*: it is added to the scores before the softmax. 0 keeps a key, -infinity hides it, any other
// number is a bias. Masks broadcast to [batch, heads, queries, keys]. Each function below costs time and floats
// O(elements of its result).

/// Hides the future. The sequences are aligned at their ends: the last query sees the last key, so that query i sees
/// the keys 0 .. i + keys - queries. With more queries than keys the first queries see nothing.
/// @return  [queries, keys] of 0 and -infinity
/// @throws std::invalid_argument  a negative size
/// @see     Vaswani et al. 2017, "Attention Is All You Need", section 3.2.3, third item
Tensor causal_mask(Index queries, Index keys);

/// Hides what lies behind the end of each sequence of a batch: key j of sequence b is kept when j < lengths[b].
/// @return  [batch, 1, 1, keys] of 0 and -infinity
/// @throws std::invalid_argument  a length outside 0 .. keys
Tensor padding_mask(const std::vector<Index>& lengths, Index keys);

/// From "may it be seen?" to an additive mask: 0 becomes -infinity, every other number becomes 0. Any shape.
Tensor mask_from_boolean(const Tensor& allowed);

/// Both at once: the sum over the broadcast shape, except that what either hides stays hidden, whatever the other says:
/// -infinity and +infinity do not make NaN. Recorded as "add", so that a learnt bias in it receives its gradient.
/// @throws std::invalid_argument  shapes that do not broadcast, naming both
Tensor combine_masks(const Tensor& a, const Tensor& b);

// 12.2 scaled_dot_product

/// Besides the plain formula.
struct AttentionOptions {
  Tensor mask = {};       ///< additive, broadcasts to [batch, heads, queries, keys]; undefined hides nothing
  float temperature = 1;  ///< > 0; divides the finished scores, mask included: above 1 flattens, below sharpens
  float dropout = 0;      ///< 0 <= probability < 1 that a weight is left out
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
/// Recorded as "scaled_dot_product_attention" of {query, key, value, mask or a scalar 0}, with attention_backward of
/// this very call: its options, its weights and its dropout factors.
///
/// @param query  [batch, heads, queries, head_dim], head_dim >= 1
/// @param key    [batch, heads, keys, head_dim]
/// @param value  [batch, heads, keys, value_dim]; value_dim is mostly, not always, head_dim
/// @throws std::invalid_argument  shapes that do not fit, temperature <= 0, dropout outside [0, 1) or without generator
/// @note   O(batch * heads * queries * keys * (head_dim + value_dim)) time. Keeps 4 * batch * heads * queries * keys
///         bytes of weights, twice that while the scores live; with dropout once more.
/// @see    Vaswani et al. 2017, section 3.2.1, equation (1); temperature: Hinton, Vinyals, Dean
///         2015, "Distilling the Knowledge in a Neural Network", section 2
Attention scaled_dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                                       const AttentionOptions& options = {});

// 12.3 attention_backward

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
/// @note   twice the multiplications of the forward pass; no second [queries, keys] matrix, only O(keys * value_dim)
/// @see    lesson 12, "The backward pass"
void attention_backward(const Tensor& query, const Tensor& key, const Tensor& value, const AttentionOptions& options,
                        const Attention& forward, const Tensor& output_gradient, AttentionGradients& gradients);

// 12.4 multi_head

/// [batch, tokens, model_dim] -> [batch, heads, tokens, model_dim / heads]: head h gets the features
/// h * head_dim .. (h + 1) * head_dim - 1 of every token. Made of recorded operations; O(1), a view, of a row-major x,
/// else one copy.
/// @throws std::invalid_argument  not three axes, or model_dim is no multiple of heads, or heads < 1
Tensor split_heads(const Tensor& x, Index heads);
/// The way back, [batch, tokens, heads * head_dim]: the heads of a token one behind the other. Recorded; one copy.
/// @throws std::invalid_argument  not four axes
Tensor merge_heads(const Tensor& x);

/// Several attentions side by side, each on its own share of the features.
///
/// One combined projection makes queries, keys and values: row block 0 of its weight [3 model_dim, model_dim] makes the
/// queries of all heads, block 1 the keys, block 2 the values; within a block head h owns head_dim rows from
/// h * head_dim on. Parameters, in this order: "projection.weight", "projection.bias" [3 model_dim], "output.weight"
/// [model_dim, model_dim], "output.bias" [model_dim]; initialised as Linear does.
/// @see Vaswani et al. 2017, section 3.2.2
class MultiHeadAttention : public Layer {
 public:
  /// Draws the projection, then the output layer, then one generator.bits() that seeds the dropout of the weights.
  /// @throws std::invalid_argument  model_dim is no positive multiple of heads; dropout outside [0, 1)
  MultiHeadAttention(Index model_dim, Index heads, Generator& generator, float dropout = 0);

  Tensor forward(const Tensor& input) override { return forward(input, {}); }
  /// Self-attention: every token asks every token of its own sequence.
  /// @param input  [batch, tokens, model_dim]
  /// @param mask   additive, broadcasts to [batch, heads, tokens, tokens]; undefined hides nothing
  /// @return       [batch, tokens, model_dim]
  /// @throws std::invalid_argument  shapes that do not fit
  /// @note   O(tokens model_dim^2 + tokens^2 model_dim) time a sequence: the input is projected once. Keeps the
  ///         4 heads tokens^2 bytes of weights(); a graph shares them and holds O(tokens model_dim) floats more
  Tensor forward(const Tensor& input, const Tensor& mask);

  std::vector<Parameter> parameters() const override;
  /// [batch, heads, queries, keys] of the last call, before dropout; undefined before the first. Lives until the next.
  const Tensor& weights() const { return weights_; }

  // 12.5 cross_attention

  /// Cross-attention: the queries come from one sequence, keys and values from another. It uses the same parameters as
  /// self-attention, its query rows on `input` and its key and value rows on `memory`, so cross_attend(x, x) is
  /// forward(x).
  /// @param input   [batch, queries, model_dim]
  /// @param memory  [batch, keys, model_dim], for instance the output of an encoder
  /// @param mask    additive, broadcasts to [batch, heads, queries, keys]
  /// @return        [batch, queries, model_dim]
  /// @note   O((queries + keys) model_dim^2 + queries keys model_dim) time a sequence: each meets only its own rows of
  ///         the projection. Keeps the 4 heads queries keys bytes of weights()
  /// @throws std::invalid_argument  shapes that do not fit
  /// @see Vaswani et al. 2017, section 3.2.3, first item
  Tensor cross_attend(const Tensor& input, const Tensor& memory, const Tensor& mask = {});

 private:
  /// What both have in common: from projected [batch, tokens, model_dim] each to the output of the layer.
  Tensor attend(const Tensor& query, const Tensor& key, const Tensor& value, const Tensor& mask);

  Index heads_;
  Linear projection_;  // model_dim -> 3 model_dim
  Linear output_;      // model_dim -> model_dim
  float dropout_;
  Generator generator_;
  Tensor weights_;
};

// 12.6 attention_map

/// Weights as a picture for the terminal: a line a query, a column a key, denser characters for larger weights. The
/// first line holds the key labels, each further line a query label and its cells between bars; every line ends with a
/// line break. A column is as wide as its label, a cell is one character repeated over that width, and columns are one
/// space apart. The character for weight w is number 0 of " .:-=+*#%@" when w == 0, else number min(9, 1 + floor(9 w)):
/// what is hidden stays blank.
/// @code
///      the cat sat
/// the |@@@        |
/// cat |=== ***    |
/// sat |::: +++ ---|
/// @endcode
///
/// @param weights       [queries, keys], each in 0 .. 1, or a hair above by rounding: at most 1.001
/// @param query_labels  one a row, padded on the right to the longest
/// @throws std::invalid_argument  labels that are not as many as rows and columns, an empty label, another weight
/// @note   time and memory O(characters of the map)
std::string attention_map(const Tensor& weights, const std::vector<std::string>& query_labels,
                          const std::vector<std::string>& key_labels);

// Given

/// The argument checks of scaled_dot_product_attention and of attention_backward.
void require_attention_arguments(const Tensor& query, const Tensor& key, const Tensor& value,
                                 const AttentionOptions& options);
void require_backward_arguments(const Tensor& query, const Tensor& key, const Tensor& value,
                                const AttentionOptions& options, const Attention& forward,
                                const Tensor& output_gradient, const AttentionGradients& gradients);
/// Characters of a UTF-8 text: what a label takes up in a terminal.
Index text_width(std::string_view text);
/// The text with spaces behind it up to `width` characters.
std::string padded(std::string_view text, Index width);

}  // namespace gu
