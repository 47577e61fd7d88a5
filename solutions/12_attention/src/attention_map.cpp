#include "gu/attention.hpp"

namespace gu {

namespace {

Index longest(const std::vector<std::string>& labels) {
  Index width = 0;
  for (const std::string& label : labels) {
    require(!label.empty(), "attention_map", "labels that are not empty", "an empty one");
    width = std::max(width, text_width(label));
  }
  return width;
}

char shade(float weight) {
  constexpr std::string_view shades = " .:-=+*#%@";
  require(weight >= 0 && weight <= 1.001F, "attention_map", "weights in 0 .. 1", weight);
  if (weight == 0) return shades[0];
  return shades[static_cast<std::size_t>(std::min(9, 1 + static_cast<int>(9 * weight)))];
}

}  // namespace

std::string attention_map(const Tensor& weights, const std::vector<std::string>& query_labels,
                          const std::vector<std::string>& key_labels) {
  require(weights.rank() == 2 && weights.size(0) == static_cast<Index>(query_labels.size()) &&
              weights.size(1) == static_cast<Index>(key_labels.size()),
          "attention_map", "[queries, keys] with a label for each", weights.shape(), ", ", query_labels.size(),
          " query labels, ", key_labels.size(), " key labels");
  const auto w = weights.read<2>();
  const Index margin = longest(query_labels);
  longest(key_labels);

  std::string map(static_cast<std::size_t>(margin + 1), ' ');
  for (const std::string& label : key_labels) {
    map += ' ';
    map += label;
  }
  map += '\n';
  for (Index i = 0; i < w.size(0); ++i) {
    map += padded(query_labels[static_cast<std::size_t>(i)], margin);
    map += " |";
    for (Index j = 0; j < w.size(1); ++j) {
      const auto width = static_cast<std::size_t>(text_width(key_labels[static_cast<std::size_t>(j)]));
      if (j > 0) map += ' ';
      map.append(width, shade(w(i, j)));
    }
    map += "|\n";
  }
  return map;
}

}  // namespace gu
