#include "gu/attention.hpp"

namespace gu {

void require_attention_arguments(const Tensor& query, const Tensor& key, const Tensor& value,
                                 const AttentionOptions& options) {
  constexpr auto where = "scaled_dot_product_attention";
  require(query.rank() == 4 && key.rank() == 4 && value.rank() == 4, where,
          "[batch, heads, tokens, head_dim] three times", "query ", query.shape(), ", key ", key.shape(), ", value ",
          value.shape());
  for (const Index axis : {0, 1}) {
    require(query.size(axis) == key.size(axis) && key.size(axis) == value.size(axis), where,
            axis == 0 ? "one batch size" : "one number of heads", "query ", query.shape(), ", key ", key.shape(),
            ", value ", value.shape());
  }
  require(query.size(3) == key.size(3) && query.size(3) >= 1, where, "queries and keys of one head_dim, at least 1",
          "query ", query.shape(), ", key ", key.shape());
  require(key.size(2) == value.size(2), where, "a value for every key", "key ", key.shape(), ", value ", value.shape());
  if (options.mask.defined()) {
    const Shape scores{query.size(0), query.size(1), query.size(2), key.size(2)};
    require(options.mask.rank() <= 4 && broadcast_shapes(options.mask.shape(), scores) == scores, where,
            "a mask that broadcasts to [batch, heads, queries, keys]", "mask ", options.mask.shape(), " for ", scores);
  }
  require(options.temperature > 0, where, "a temperature above 0", options.temperature);
  require(options.dropout >= 0 && options.dropout < 1, where, "a dropout of 0 <= probability < 1", options.dropout);
  require(options.dropout == 0 || options.generator != nullptr, where, "a generator for dropout", "none");
}

void require_backward_arguments(const Tensor& query, const Tensor& key, const Tensor& value,
                                const AttentionOptions& options, const Attention& forward,
                                const Tensor& output_gradient, const AttentionGradients& gradients) {
  constexpr auto where = "attention_backward";
  AttentionOptions drawn = options;
  drawn.dropout = 0;  // the factors were drawn in the forward pass: no generator is needed now
  require_attention_arguments(query, key, value, drawn);
  const auto agree = [&](const Tensor& given, const Shape& shape, std::string_view what) {
    require(given.defined() && given.shape() == shape, where, what, given.shape(), " where ", shape, " is needed");
  };
  const Shape scores{query.size(0), query.size(1), query.size(2), key.size(2)};
  agree(forward.weights, scores, "the weights of the forward pass");
  require(forward.kept.defined() == (options.dropout > 0), where, "dropout factors exactly where there was dropout",
          forward.kept.defined(), " with dropout ", options.dropout);
  if (forward.kept.defined()) agree(forward.kept, scores, "the dropout factors of the forward pass");
  agree(output_gradient, {query.size(0), query.size(1), query.size(2), value.size(3)}, "a gradient of the output");
  agree(gradients.query, query.shape(), "a gradient for the query");
  agree(gradients.key, key.shape(), "a gradient for the key");
  agree(gradients.value, value.shape(), "a gradient for the value");
  if (gradients.mask.defined()) {
    require(options.mask.defined(), where, "a mask whose gradient is asked for", "none");
    agree(gradients.mask, options.mask.shape(), "a gradient for the mask");
  }
}

Index text_width(std::string_view text) {
  // The bytes 10xxxxxx continue a character that began before.
  return std::count_if(text.begin(), text.end(),
                       [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
}

std::string padded(std::string_view text, Index width) {
  std::string result(text);
  result.append(static_cast<std::size_t>(std::max<Index>(0, width - text_width(text))), ' ');
  return result;
}

}  // namespace gu
