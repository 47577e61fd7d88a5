#include "gu/attention.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

std::size_t step_of(double weight) {
  return weight == 0 ? 0 : std::min<std::size_t>(9, 1 + static_cast<std::size_t>(std::floor(9 * weight)));
}

/// Labels, and how many letters each of them has.
struct Labels {
  std::vector<std::string> texts;
  std::vector<std::size_t> widths;
};

/// One letter each, repeated; some letters take two bytes, or three.
Labels random_labels(Index count, Generator& generator) {
  const std::vector<std::string> letters{"a", "Z", "7", "ä", "é", "Ω", "字", "→"};
  Labels labels;
  for (; count > 0; --count) {
    const std::string& letter = letters[static_cast<std::size_t>(generator.below(8))];
    labels.widths.push_back(static_cast<std::size_t>(1 + generator.below(7)));
    labels.texts.emplace_back();
    for (std::size_t i = 0; i < labels.widths.back(); ++i) labels.texts.back() += letter;
  }
  return labels;
}

/// The picture by the contract.
std::string drawn(const Array64& weights, const Labels& queries, const Labels& keys) {
  const std::size_t margin = *std::max_element(queries.widths.begin(), queries.widths.end());
  std::string text(margin + 1, ' ');
  for (const std::string& label : keys.texts) text += " " + label;
  text += "\n";
  for (std::size_t i = 0; i < queries.texts.size(); ++i) {
    text += queries.texts[i] + std::string(margin - queries.widths[i], ' ') + " |";
    for (std::size_t j = 0; j < keys.texts.size(); ++j) {
      const double weight = weights(static_cast<Index>(i), static_cast<Index>(j));
      text += (j == 0 ? "" : " ") + std::string(keys.widths[j], " .:-=+*#%@"[step_of(weight)]);
    }
    text += "|\n";
  }
  return text;
}

// Random weights under random labels, in any layout.
// Input: 6 random sizes up to 8 queries and 9 keys, every second one square; labels of 1 to 7 letters, of one, two
//        or three bytes each; weights in steps of
//        1/64, zeros among them
// Lesson: "Seeing the weights"
TEST(HiddenAttentionMap, DrawsRandomWeightsUnderRandomLabels) {
  Generator generator = test_generator(901);
  for (int round = 0; round < 6; ++round) {
    const Labels queries = random_labels(2 + generator.below(7), generator);
    const auto rows = static_cast<Index>(queries.texts.size());
    const Labels keys = random_labels(round % 2 == 0 ? rows : 1 + generator.below(9), generator);
    const auto columns = static_cast<Index>(keys.texts.size());
    std::vector<float> values(static_cast<std::size_t>(rows * columns));
    for (float& value : values) value = static_cast<float>(generator.below(65)) / 64;
    const Tensor weights = make_tensor({rows, columns}, values);
    EXPECT_TEXT(attention_map(weights, queries.texts, keys.texts), drawn(weights, queries, keys));
    EXPECT_TEXT(attention_map(gapped_copy(weights), queries.texts, keys.texts), drawn(weights, queries, keys));
    EXPECT_TEXT(attention_map(strided_copy(weights), queries.texts, keys.texts), drawn(weights, queries, keys));
  }
}

}  // namespace
