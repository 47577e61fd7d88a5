#include "gu/attention.hpp"

namespace gu {

Tensor split_heads(const Tensor& x, Index heads) {
  require(x.rank() == 3 && heads >= 1 && x.size(2) % heads == 0, "split_heads",
          "[batch, tokens, model_dim] with model_dim a multiple of heads", x.shape(), " and ", heads, " heads");
  return permute(reshape(x, {x.size(0), x.size(1), heads, x.size(2) / heads}), {0, 2, 1, 3});
}

Tensor merge_heads(const Tensor& x) {
  require(x.rank() == 4, "merge_heads", "[batch, heads, tokens, head_dim]", x.shape());
  return reshape(permute(x, {0, 2, 1, 3}), {x.size(0), x.size(2), x.size(1) * x.size(3)});
}

MultiHeadAttention::MultiHeadAttention(Index model_dim, Index heads, Generator& generator, float dropout)
    : heads_(heads),
      projection_(model_dim, 3 * model_dim, generator),
      output_(model_dim, model_dim, generator),
      dropout_(dropout),
      generator_(generator.bits()) {
  require(heads >= 1 && model_dim % heads == 0, "MultiHeadAttention", "a model_dim that is a multiple of heads",
          "model_dim ", model_dim, " and ", heads, " heads");
  require(dropout >= 0 && dropout < 1, "MultiHeadAttention", "a dropout of 0 <= probability < 1", dropout);
}

Tensor MultiHeadAttention::forward(const Tensor& input, const Tensor& mask) {
  const Index model_dim = output_.weight().size(0);
  const Tensor projected = projection_.forward(input);
  return attend(slice(projected, -1, 0, model_dim), slice(projected, -1, model_dim, 2 * model_dim),
                slice(projected, -1, 2 * model_dim, 3 * model_dim), mask);
}

Tensor MultiHeadAttention::attend(const Tensor& query, const Tensor& key, const Tensor& value, const Tensor& mask) {
  AttentionOptions options{.mask = mask};
  if (training()) {
    options.dropout = dropout_;
    options.generator = &generator_;
  }
  const Attention attention = scaled_dot_product_attention(split_heads(query, heads_), split_heads(key, heads_),
                                                           split_heads(value, heads_), options);
  weights_ = attention.weights;
  return output_.forward(merge_heads(attention.output));
}

std::vector<Parameter> MultiHeadAttention::parameters() const {
  std::vector<Parameter> all = prefixed("projection", projection_.parameters());
  for (Parameter& parameter : prefixed("output", output_.parameters())) all.push_back(std::move(parameter));
  return all;
}

}  // namespace gu
