#include "gu/attention.hpp"

namespace gu {

Tensor split_heads(const Tensor& x, Index heads) {
  require(x.rank() == 3 && heads >= 1 && x.size(2) % heads == 0, "split_heads",
          "[batch, tokens, model_dim] with model_dim a multiple of heads", x.shape(), " and ", heads, " heads");
  // 1. cut the last axis in two: [batch, tokens, heads, head_dim]
  // 2. bring the heads before the tokens
  todo("12.4", "split_heads(): 1 or 2 lines, with reshape and permute of module 01");
}

Tensor merge_heads(const Tensor& x) {
  require(x.rank() == 4, "merge_heads", "[batch, heads, tokens, head_dim]", x.shape());
  // The same two steps, backwards.
  todo("12.4", "merge_heads(): 1 or 2 lines");
}

// The sizes and the seed are placeholders: which do the two layers need?
MultiHeadAttention::MultiHeadAttention(Index model_dim, Index heads, Generator& generator, float dropout)
    : heads_(heads), projection_(1, 1, generator), output_(1, 1, generator), dropout_(dropout), generator_(0) {
  require(heads >= 1 && model_dim % heads == 0, "MultiHeadAttention", "a model_dim that is a multiple of heads",
          "model_dim ", model_dim, " and ", heads, " heads");
  require(dropout >= 0 && dropout < 1, "MultiHeadAttention", "a dropout of 0 <= probability < 1", dropout);
  todo("12.4", "MultiHeadAttention(): correct the three placeholders above, then delete this line");
}

Tensor MultiHeadAttention::forward(const Tensor& input, const Tensor& mask) {
  // 1. project the input once: [batch, tokens, 3 model_dim]
  // 2. cut out queries, keys and values: slice() along the last axis
  // 3. attend()
  todo("12.4", "forward(): about 5 lines");
}

Tensor MultiHeadAttention::attend(const Tensor& query, const Tensor& key, const Tensor& value, const Tensor& mask) {
  // 1. split each into heads
  // 2. scaled_dot_product_attention with the mask, and in training() with dropout_ and &generator_
  // 3. keep the weights in weights_
  // 4. merge the heads, then the output layer
  todo("12.4", "attend(): about 10 lines");
}

std::vector<Parameter> MultiHeadAttention::parameters() const {
  // Those of projection_ and of output_, each under its prefix: prefixed() of module 03
  todo("12.4", "parameters(): about 4 lines");
}

}  // namespace gu
