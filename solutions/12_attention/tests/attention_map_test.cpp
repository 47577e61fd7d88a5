#include "gu/attention.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

std::size_t step_of(double weight) {
  return weight == 0 ? 0 : std::min<std::size_t>(9, 1 + static_cast<std::size_t>(std::floor(9 * weight)));
}

/// The picture by the contract, for labels of ASCII letters.
std::string drawn(const Array64& weights, const std::vector<std::string>& queries,
                  const std::vector<std::string>& keys) {
  std::size_t margin = 0;
  for (const std::string& label : queries) margin = std::max(margin, label.size());
  std::string text(margin + 1, ' ');
  for (const std::string& label : keys) text += " " + label;
  text += "\n";
  for (std::size_t i = 0; i < queries.size(); ++i) {
    text += queries[i] + std::string(margin - queries[i].size(), ' ') + " |";
    for (std::size_t j = 0; j < keys.size(); ++j) {
      const double weight = weights(static_cast<Index>(i), static_cast<Index>(j));
      text += (j == 0 ? "" : " ") + std::string(keys[j].size(), " .:-=+*#%@"[step_of(weight)]);
    }
    text += "|\n";
  }
  return text;
}

// Random weights under random labels, in any layout.
// Input: 6 random sizes up to 8 queries and 9 keys; labels of 1 to 7 letters; weights in steps of 1/64, zeros among them
// Lesson: "Seeing the weights"
TEST(HiddenAttentionMap, DrawsRandomWeightsUnderRandomLabels) {
  Generator generator = test_generator(901);
  for (int round = 0; round < 6; ++round) {
    const auto labels = [&generator](Index count) {
      std::vector<std::string> result;
      for (; count > 0; --count)
        result.emplace_back(static_cast<std::size_t>(1 + generator.below(7)),
                            static_cast<char>('a' + generator.below(26)));
      return result;
    };
    const std::vector<std::string> queries = labels(1 + generator.below(8));
    const std::vector<std::string> keys = labels(1 + generator.below(9));
    std::vector<float> values(queries.size() * keys.size());
    for (float& value : values) value = static_cast<float>(generator.below(65)) / 64;
    const Tensor weights = make_tensor({static_cast<Index>(queries.size()), static_cast<Index>(keys.size())}, values);
    EXPECT_TEXT(attention_map(weights, queries, keys), drawn(weights, queries, keys));
    EXPECT_TEXT(attention_map(gapped_copy(weights), queries, keys), drawn(weights, queries, keys));
    EXPECT_TEXT(attention_map(strided_copy(weights), queries, keys), drawn(weights, queries, keys));
  }
}

}  // namespace
