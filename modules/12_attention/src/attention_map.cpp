#include "gu/attention.hpp"

namespace gu {

std::string attention_map(const Tensor& weights, const std::vector<std::string>& query_labels,
                          const std::vector<std::string>& key_labels) {
  require(weights.rank() == 2 && weights.size(0) == static_cast<Index>(query_labels.size()) &&
              weights.size(1) == static_cast<Index>(key_labels.size()),
          "attention_map", "[queries, keys] with a label for each", weights.shape(), ", ", query_labels.size(),
          " query labels, ", key_labels.size(), " key labels");
  // 1. require() labels that are not empty, and weights in 0 .. 1.001
  // 2. the margin: the longest query label. text_width() counts characters, padded() fills up with spaces
  // 3. the first line: the margin and one more space, then a space and the label for each key
  // 4. a line a query: its label, " |", the cells with a space between two, "|"
  todo("12.6", "about 25 lines");
}

}  // namespace gu
