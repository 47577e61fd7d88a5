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
  require(key.size(2) == value.size(2), where, "a value for every key", "key ", key.shape(), ", value ",
          value.shape());
  if (options.mask.defined()) {
    const Shape scores{query.size(0), query.size(1), query.size(2), key.size(2)};
    require(options.mask.rank() <= 4 && broadcast_shapes(options.mask.shape(), scores) == scores, where,
            "a mask that broadcasts to [batch, heads, queries, keys]", "mask ", options.mask.shape(), " for ", scores);
  }
  require(options.temperature > 0, where, "a temperature above 0", options.temperature);
  require(options.dropout >= 0 && options.dropout < 1, where, "a dropout of 0 <= probability < 1", options.dropout);
  require(options.dropout == 0 || options.generator != nullptr, where, "a generator for dropout", "none");
}

Index text_width(std::string_view text) {
  // The bytes 10xxxxxx continue a character that began before.
  return std::count_if(text.begin(), text.end(),
                       [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; });
}

std::string padded(std::string_view text, Index width) {
  return std::string(text) + std::string(static_cast<std::size_t>(std::max<Index>(0, width - text_width(text))), ' ');
}

}  // namespace gu
