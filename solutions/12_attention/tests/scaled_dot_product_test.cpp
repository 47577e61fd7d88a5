#include "attention_calls.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

Tolerance scaled_dot_product_rounding() {
  return tolerance(2e-5, "sums of a few float32 products, and exp");
}

/// Random biases of which about a third are hidden; whole rows may be.
Tensor random_mask(const Shape& shape, Generator& generator) {
  Array64 mask(random_tensor(shape, generator, -2, 2));
  for (double& entry : mask.values) entry = generator.uniform() < 0.33F ? hidden64 : entry;
  return to_tensor(mask);
}

// Masks of every shape that broadcasts, temperatures, dropout, other lengths and widths and layouts, all at once.
// Input: random query [2, 3, 4, 5], key [2, 3, 6, 5], value_dim 2; six shapes of masks; random temperature and dropout
// Lesson: "The formula"
TEST(HiddenScaledDotProduct, CombinesMasksTemperatureDropoutAndLayouts) {
  Generator generator = test_generator(901);
  std::uint64_t salt = 902;
  for (const Shape& shape : std::vector<Shape>{{}, {6}, {4, 1}, {3, 1, 6}, {2, 1, 1, 6}, {2, 3, 4, 6}}) {
    const AttentionInputs x = random_attention_inputs(generator, {2, 3, 4, 5}, {2, 3, 6, 5}, 2);
    const Tensor mask = shape.empty() ? random_tensor(shape, generator) : random_mask(shape, generator);
    const float temperature = generator.uniform(0.3F, 3);
    const float dropout = generator.uniform(0.1F, 0.8F);
    ++salt;
    Generator drawn = test_generator(salt);
    const Attention result =
        scaled_dot_product_attention(gapped_copy(x.query), strided_copy(x.key), gapped_copy(x.value),
                                     {.mask = shape.size() > 1 ? strided_copy(mask) : mask,
                                      .temperature = temperature,
                                      .dropout = dropout,
                                      .generator = &drawn});
    EXPECT_TENSOR_NEAR(result.weights,
                       textbook::attention_weights(x.query, x.key, mask, {.temperature = double{temperature}}),
                       scaled_dot_product_rounding());
    EXPECT_TENSOR_NEAR(result.kept, dropout_factors({2, 3, 4, 6}, salt, dropout), tolerance(1e-6, "one quotient"));
    EXPECT_TENSOR_NEAR(
        result.output,
        textbook::attention(x.query, x.key, x.value, mask,
                            {.temperature = double{temperature}, .kept = dropout_factors({2, 3, 4, 6}, salt, dropout)}),
        tolerance(1e-4, "weights up to 5 times as large, of sums of float32 products"));
    const Attention plain = scaled_dot_product_attention(x.query, x.key, x.value, {.mask = mask});
    EXPECT_TENSOR_NEAR(plain.output, textbook::attention(x.query, x.key, x.value, mask), scaled_dot_product_rounding())
        .because("options of one call are none of the next");
    EXPECT_TRUTH(plain.kept.defined(), false);
  }
}

// Sizes drawn at random, from a single token on, and scores that are far from each other.
// Input: 5 random sizes up to 2 sequences, 3 heads, 9 queries, 40 keys, width 12; queries and keys times 30
// Lesson: "The formula"
TEST(HiddenScaledDotProduct, HoldsForRandomSizesAndLargeScores) {
  Generator generator = test_generator(911);
  for (int round = 0; round < 5; ++round) {
    const Index batch = 1 + generator.below(2);
    const Index heads = 1 + generator.below(3);
    const Index queries = 1 + generator.below(9);
    const Index keys = 1 + generator.below(40);
    const Index width = 1 + generator.below(12);
    const AttentionInputs x =
        random_attention_inputs(generator, {batch, heads, queries, width}, {batch, heads, keys, width}, 3);
    const Array64 before(x.query);
    const Attention result = scaled_dot_product_attention(x.query, x.key, x.value);
    EXPECT_TENSOR_NEAR(result.output, textbook::attention(x.query, x.key, x.value), scaled_dot_product_rounding());
    EXPECT_TENSOR_NEAR(result.weights, textbook::attention_weights(x.query, x.key, 0.0), scaled_dot_product_rounding());
    EXPECT_TENSORS_AGREE(scaled_dot_product_attention(x.query, x.key, x.value).output, result.output, exactly());
    const Tensor far = to_tensor(textbook::map(x.query, [](double value) { return std::round(30 * value); }));
    const Tensor farther = to_tensor(textbook::map(x.key, [](double value) { return std::round(30 * value); }));
    EXPECT_TENSOR_NEAR(scaled_dot_product_attention(far, farther, x.value).output,
                       textbook::attention(far, farther, x.value),
                       tolerance(3e-3, "scores in the thousands, rounded to float32 once divided"));
    EXPECT_TENSOR_EQ(x.query, before);
  }
}

// The graph gets the gradients of attention_backward for the very call, whatever its sizes and options.
// Input: 6 random sizes, biases of three shapes or none, random temperature, every second time random dropout
// Lesson: "The backward pass"
TEST(HiddenScaledDotProduct, HandsTheGradientsOfEveryCallToTheGraph) {
  Generator generator = test_generator(913);
  for (std::size_t round = 0; round < 6; ++round) {
    const Index queries = 2 + generator.below(4);
    const Index keys = 2 + generator.below(5);
    const AttentionInputs x = random_attention_inputs(generator, {2, 2, queries, 3}, {2, 2, keys, 3}, 2);
    const std::vector<Shape> shapes{{keys}, {2, 1, 1, keys}, {queries, 1}};
    Generator drawn = test_generator(914);
    AttentionOptions options{.temperature = generator.uniform(1.5F, 3), .generator = &drawn};
    if (round % 2 == 1) options.dropout = generator.uniform(0.2F, 0.6F);
    if (round > 0) options.mask = random_tensor(shapes[round % 3], generator);
    EXPECT_TEXT(gradients_handed_on(x, options), round > 0 ? "query, key, value, mask" : "query, key, value, nothing");
  }
}

// A graph keeps one matrix of weights, with dropout two, however many queries meet however many keys.
// Input: random sizes: a and b queries with c and d keys, 2 sequences, 3 heads; a mask, a temperature; bytes counted
// Lesson: "What it costs"
TEST(HiddenScaledDotProduct, KeepsTheWeightsAndNoScores) {
  Generator generator = test_generator(912);
  const auto kept_bytes = [&generator](Index queries, Index keys, float dropout) {
    AttentionInputs x = random_attention_inputs(generator, {2, 3, queries, 4}, {2, 3, keys, 4}, 2);
    x.key.set_requires_grad(true);
    const Tensor mask = filled_tensor({keys}, 0.5F);
    const MemoryScope memory;
    const Attention result = scaled_dot_product_attention(
        x.query, x.key, x.value, {.mask = mask, .temperature = 2, .dropout = dropout, .generator = &generator});
    return memory.live_bytes();
  };
  const Index queries = 10 + generator.below(10);
  const Index keys = 10 + generator.below(10);
  for (const float dropout : {0.0F, 0.5F}) {
    // What grows with the queries alone or with the keys alone drops out of this difference.
    const Index mixed = kept_bytes(2 * queries, 2 * keys, dropout) - kept_bytes(2 * queries, keys, dropout) -
                        kept_bytes(queries, 2 * keys, dropout) + kept_bytes(queries, keys, dropout);
    EXPECT_SCALAR_NEAR(static_cast<double>(mixed) / static_cast<double>(queries * keys), dropout > 0 ? 48 : 24,
                       exactly());
  }
}

}  // namespace
