#include "attention_inputs.hpp"
#include "gu/attention.hpp"
#include "gu/autograd.hpp"
#include "gu/testing/special_values.hpp"
#include "gu/testing/textbook_attention.hpp"

using namespace gu;
using namespace gu::testing;
using textbook::AttentionFormula;

namespace {

Tolerance attention_backward_rounding() {
  return tolerance(1e-4, "sums of float32 products, of weights up to 3 times as large");
}

Array64 plus(const Array64& a, const Array64& b) {
  return textbook::combine(a, b, std::plus<>());
}

// Masks of every shape that broadcasts, temperature, dropout, layouts, and gradients that stand there already, all at once.
// Input: random query [2, 2, 3, 4], key [2, 2, 5, 4], value_dim 3; six shapes of masks; random temperature and dropout
// Lesson: "The backward pass"
TEST(HiddenAttentionBackward, CombinesMasksTemperatureDropoutAndLayouts) {
  Generator generator = test_generator(901);
  for (const Shape& shape : std::vector<Shape>{{}, {5}, {3, 1}, {2, 1, 5}, {2, 1, 1, 5}, {2, 2, 3, 5}}) {
    const AttentionInputs x = random_attention_inputs(generator, {2, 2, 3, 4}, {2, 2, 5, 4}, 3);
    const Tensor g = random_tensor({2, 2, 3, 3}, generator, -1, 1);
    Array64 entries(random_tensor(shape, generator));
    for (std::size_t i = 0; i < entries.values.size(); ++i) {
      const bool first = shape.empty() || shape.back() == 1 || entries.index_of(i).back() == 0;
      if (!first && generator.uniform() < 0.33F) entries.values[i] = hidden64;
    }
    const Tensor mask = to_tensor(entries);
    const float temperature = generator.uniform(0.5F, 3);
    const float dropout = generator.uniform(0.1F, 0.6F);
    const Tensor kept = to_tensor(dropout_factors({2, 2, 3, 5}, generator, dropout));
    const AttentionFormula formula{.temperature = double{temperature}, .kept = Array64(kept)};
    const Attention forward = as_input([&] {
      return Attention{to_tensor(textbook::attention(x.query, x.key, x.value, mask, formula)),
                       to_tensor(textbook::attention_weights(x.query, x.key, mask, formula)), kept};
    });
    const AttentionOptions options{
        .mask = mask, .temperature = temperature, .dropout = dropout, .generator = &generator};
    const Tensor before = random_tensor({2, 2, 5, 4}, generator);
    AttentionGradients gradients{filled_tensor({2, 2, 3, 4}, 0.5F), to_tensor(before), filled_tensor({2, 2, 5, 3}, -2),
                                 filled_tensor(shape, 1)};
    attention_backward(gapped_copy(x.query), strided_copy(x.key), gapped_copy(x.value), options, forward,
                       strided_copy(g), gradients);
    const auto expected = [&] { return textbook::attention_gradients(x.query, x.key, x.value, mask, g, formula); };
    EXPECT_TENSOR_NEAR(gradients.query, plus(expected().query, 0.5), attention_backward_rounding());
    EXPECT_TENSOR_NEAR(gradients.key, plus(expected().key, before), attention_backward_rounding());
    EXPECT_TENSOR_NEAR(gradients.value, plus(expected().value, -2.0), attention_backward_rounding());
    EXPECT_TENSOR_NEAR(gradients.mask, plus(expected().mask, 1.0), attention_backward_rounding());
  }
}

// A gradient for each of random sizes, called twice: the second call adds the same once more.
// Input: 4 random sizes up to 2 sequences, 3 heads, 6 queries, 7 keys, width 5
// Lesson: "The backward pass"
TEST(HiddenAttentionBackward, AddsUpOverCallsOfRandomSize) {
  Generator generator = test_generator(902);
  for (int round = 0; round < 4; ++round) {
    const Index batch = 1 + generator.below(2);
    const Index heads = 1 + generator.below(3);
    const Index queries = 1 + generator.below(6);
    const Index keys = 1 + generator.below(7);
    const Index width = 1 + generator.below(5);
    const AttentionInputs x =
        random_attention_inputs(generator, {batch, heads, queries, width}, {batch, heads, keys, width}, 2);
    const Tensor g = random_tensor({batch, heads, queries, 2}, generator, -1, 1);
    const Attention forward = as_input([&] {
      return Attention{to_tensor(textbook::attention(x.query, x.key, x.value)),
                       to_tensor(textbook::attention_weights(x.query, x.key, 0.0)),
                       {}};
    });
    AttentionGradients gradients{filled_tensor(x.query.shape(), 0), filled_tensor(x.key.shape(), 0),
                                 filled_tensor(x.value.shape(), 0)};
    for (int call = 1; call <= 2; ++call) {
      attention_backward(x.query, x.key, x.value, {}, forward, g, gradients);
      const auto expected = [&] { return textbook::attention_gradients(x.query, x.key, x.value, 0.0, g); };
      const auto times = [call](const Array64& each) {
        return textbook::map(each, [call](double value) { return call * value; });
      };
      EXPECT_TENSOR_NEAR(gradients.query, times(expected().query), attention_backward_rounding());
      EXPECT_TENSOR_NEAR(gradients.key, times(expected().key), attention_backward_rounding());
      EXPECT_TENSOR_NEAR(gradients.value, times(expected().value), attention_backward_rounding());
    }
    EXPECT_TRUTH(gradients.mask.defined(), false);
  }
}

// In a graph every input gets its own gradient, under random biases, temperature and dropout.
// Input: 3 random sizes up to 5 queries and 6 keys, head_dim 3, value_dim 2; a learnt bias; random temperature and dropout
// Lesson: "The backward pass"
TEST(HiddenAttentionBackward, ReachesEveryInputOfAGraph) {
  Generator generator = test_generator(904);
  for (std::uint64_t salt = 905; salt < 908; ++salt) {
    const Index queries = 2 + generator.below(4);
    const Index keys = 2 + generator.below(5);
    AttentionInputs x = random_attention_inputs(generator, {1, 2, queries, 3}, {1, 2, keys, 3}, 2);
    Tensor bias = random_tensor({queries, keys}, generator);
    const Tensor g = random_tensor({1, 2, queries, 2}, generator, -1, 1);
    const float temperature = generator.uniform(0.5F, 3);
    const float dropout = generator.uniform(0.1F, 0.6F);
    Generator drawn = test_generator(salt);
    for (Tensor* tensor : {&x.query, &x.key, &x.value, &bias}) tensor->set_requires_grad(true);
    const AttentionOptions options{.mask = bias, .temperature = temperature, .dropout = dropout, .generator = &drawn};
    backward(scaled_dot_product_attention(x.query, x.key, x.value, options).output, g);
    const auto wanted = [&] {
      const AttentionFormula formula{.temperature = double{temperature},
                                     .kept = dropout_factors({1, 2, queries, keys}, salt, dropout)};
      return textbook::attention_gradients(x.query, x.key, x.value, bias, g, formula);
    };
    EXPECT_TENSOR_NEAR(gradient(x.query), wanted().query, attention_backward_rounding());
    EXPECT_TENSOR_NEAR(gradient(x.key), wanted().key, attention_backward_rounding());
    EXPECT_TENSOR_NEAR(gradient(x.value), wanted().value, attention_backward_rounding());
    EXPECT_TENSOR_NEAR(gradient(bias), wanted().mask, attention_backward_rounding());
  }
}

// No matrix of queries times keys is kept on the way back, whatever mask, temperature and dropout were in use.
// Input: random sizes: a and b queries with c and d keys, 2 sequences, 3 heads; bytes counted
// Lesson: "What it costs"
TEST(HiddenAttentionBackward, KeepsNoMatrix) {
  Generator generator = test_generator(903);
  const auto peak = [&generator](Index queries, Index keys) {
    const AttentionInputs x = random_attention_inputs(generator, {2, 3, queries, 4}, {2, 3, keys, 4}, 2);
    const Tensor g = random_tensor({2, 3, queries, 2}, generator);
    const Tensor mask = filled_tensor({queries, keys}, 0.5F);
    const Attention forward{{}, filled_tensor({2, 3, queries, keys}, 0.1F), filled_tensor({2, 3, queries, keys}, 2)};
    const AttentionOptions options{.mask = mask, .temperature = 2, .dropout = 0.5F, .generator = &generator};
    AttentionGradients gradients{filled_tensor(x.query.shape(), 0), filled_tensor(x.key.shape(), 0),
                                 filled_tensor(x.value.shape(), 0), filled_tensor({queries, keys}, 0)};
    const MemoryScope memory;
    attention_backward(x.query, x.key, x.value, options, forward, g, gradients);
    return memory.peak_bytes();
  };
  const Index queries = 10 + generator.below(10);
  const Index keys = 10 + generator.below(10);
  // What grows with the queries alone or with the keys alone drops out of this difference.
  const Index mixed =
      peak(2 * queries, 2 * keys) - peak(2 * queries, keys) - peak(queries, 2 * keys) + peak(queries, keys);
  EXPECT_SCALAR_NEAR(static_cast<double>(mixed) / static_cast<double>(queries * keys), 0, exactly());
}

}  // namespace
