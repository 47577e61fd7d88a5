#include "attention_inputs.hpp"
#include "gu/attention.hpp"
#include "gu/autograd.hpp"
#include "gu/testing/finite_differences.hpp"
#include "gu/testing/special_values.hpp"
#include "gu/testing/textbook_attention.hpp"
#include "multi_head_model.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

Tolerance multi_head_rounding() {
  return tolerance(1e-4, "three products one after the other in float32, of up to 16 terms");
}

// Splitting and merging for sizes drawn at random, in any layout.
// Input: 5 random [batch, tokens, heads * head_dim], reversed and with gaps
// Lesson: "Several heads"
TEST(HiddenMultiHead, SplitsAndMergesRandomSizes) {
  Generator generator = test_generator(901);
  for (int round = 0; round < 5; ++round) {
    const Index heads = 1 + generator.below(5);
    const Tensor x =
        random_tensor({1 + generator.below(3), 1 + generator.below(6), heads * (1 + generator.below(4))}, generator);
    for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
      EXPECT_TENSOR_EQ(split_heads(laid_out, heads), textbook::split_heads(x, heads));
      EXPECT_TENSOR_EQ(merge_heads(split_heads(laid_out, heads)), x);
    }
    const Tensor y = random_tensor({2, heads, 3, 1 + generator.below(4)}, generator);
    EXPECT_TENSOR_EQ(merge_heads(gapped_copy(y)), textbook::merge_heads(y));
    EXPECT_TENSOR_EQ(merge_heads(strided_copy(y)), textbook::merge_heads(y));
  }
}

// Several widths and numbers of heads, masks of several shapes, any layout; parameters changed between two calls.
// Input: model_dim 12 with 3, 1 and 12 heads, model_dim 16 with 4; random [2, 5, model_dim]; masks with hidden keys
// Lesson: "Several heads"
TEST(HiddenMultiHead, HoldsForManyHeadsMasksAndCalls) {
  Generator generator = test_generator(902);
  const std::vector<std::pair<Index, Index>> sizes{{12, 3}, {12, 1}, {12, 12}, {16, 4}};
  for (const auto& size : sizes) {
    const Index heads = size.second;
    Generator layers_generator = test_generator(1902);
    MultiHeadAttention layer(size.first, heads, layers_generator);
    for (const Shape& shape : std::vector<Shape>{{5, 5}, {2, 1, 1, 5}, {heads, 5, 5}}) {
      const textbook::MultiHeadParameters numbers = refill(layer, size.first, generator, 0.7F);
      const Tensor x = random_tensor({2, 5, size.first}, generator);
      const Array64 before(x);
      Array64 entries(random_tensor(shape, generator));
      for (double& entry : entries.values) entry = generator.uniform() < 0.33F ? hidden64 : entry;
      const Tensor mask = to_tensor(entries);
      EXPECT_TENSOR_NEAR(layer.forward(gapped_copy(x), strided_copy(mask)),
                         textbook::multi_head_attention(x, x, mask, numbers, heads), multi_head_rounding());
      EXPECT_TENSOR_NEAR(layer.forward(strided_copy(x)), textbook::multi_head_attention(x, x, 0.0, numbers, heads),
                         multi_head_rounding())
          .because("the mask of one call is none of the next");
      EXPECT_TEXT(to_text(layer.weights().shape()), to_text(Shape{2, heads, 5, 5}));
      EXPECT_TENSOR_EQ(x, before);
    }
  }
}

// The dropout of random layers goes on from call to call in training, rests in evaluation, and goes on where it stood.
// Input: 3 random layers of 1 to 3 heads and up to 9 features, p from [0.1, 0.8); 2 calls, one in evaluation, 1 call more
// Lesson: "Dropout"
TEST(HiddenMultiHead, DropsAnewInEveryTrainingCall) {
  Generator generator = test_generator(903);
  for (std::uint64_t salt = 904; salt < 907; ++salt) {
    const Index heads = 1 + generator.below(3);
    const Index width = heads * (1 + generator.below(3));
    const float probability = generator.uniform(0.1F, 0.8F);
    Generator own = test_generator(salt);
    MultiHeadAttention layer(width, heads, own, probability);
    const textbook::MultiHeadParameters numbers = refill(layer, width, generator, 0.7F);
    const Tensor x = random_tensor({2, 5, width}, generator);
    const auto call = [&](Index number) {
      Generator drawn = test_generator(salt);
      for (Index i = 0; i < 4 * width * width; ++i) drawn.uniform();
      Generator dropout(drawn.bits());
      for (; number > 0; --number) dropout_factors({2, heads, 5, 5}, dropout, probability);
      return textbook::multi_head_attention(x, x, 0.0, numbers, heads,
                                            {.kept = dropout_factors({2, heads, 5, 5}, dropout, probability)});
    };
    EXPECT_TENSOR_NEAR(layer.forward(x), call(0), multi_head_rounding());
    EXPECT_TENSOR_NEAR(layer.forward(x), call(1), multi_head_rounding());
    layer.train(false);
    EXPECT_TENSOR_NEAR(layer.forward(x), textbook::multi_head_attention(x, x, 0.0, numbers, heads),
                       multi_head_rounding());
    layer.train(true);
    EXPECT_TENSOR_NEAR(layer.forward(x), call(2), multi_head_rounding());
  }
}

// A graph holds one matrix of weights a head and one projection of every token, whatever the sizes.
// Input: 3 random layers of 1 to 4 heads of 2 to 4 features; n, 2 n and 3 n tokens, n from 8 to 15; counted bytes
// Lesson: "What it costs"
TEST(HiddenMultiHead, KeepsOneMatrixAHeadAndOneProjection) {
  Generator generator = test_generator(908);
  for (int round = 0; round < 3; ++round) {
    const Index heads = 1 + generator.below(4);
    const Index width = heads * (2 + generator.below(3));
    const Index n = 8 + generator.below(8);
    Generator layers_generator = test_generator(1908);
    MultiHeadAttention layer(width, heads, layers_generator);
    Linear projection(random_tensor({3 * width, width}, generator), random_tensor({3 * width}, generator));
    Linear output(random_tensor({width, width}, generator), random_tensor({width}, generator));
    const auto whole = [&](Index tokens) { return bytes_in_a_graph({&layer}, tokens, width); };
    const auto parts = [&](Index tokens) { return bytes_in_a_graph({&projection, &output}, tokens, width); };
    const Index matrices = (whole(3 * n) - 2 * whole(2 * n) + whole(n)) / (2 * n * n);
    EXPECT_COUNT(matrices, 4 * heads);
    const auto beside = static_cast<double>(whole(2 * n) - whole(n) - matrices * 3 * n * n - parts(2 * n) + parts(n));
    EXPECT_BETWEEN(beside / static_cast<double>(4 * n * width), 0, 10);
  }
}

// In training the gradients pass through the weights that dropout left, and through no others.
// Input: 2 random layers of 1 to 3 heads, p from [0.2, 0.7), random [1, 3, model_dim]
// Lesson: "Dropout"
TEST(HiddenMultiHead, DifferentiatesWhatDropoutLeft) {
  Generator generator = test_generator(909);
  for (std::uint64_t salt = 910; salt < 912; ++salt) {
    const Index heads = 1 + generator.below(3);
    const Index width = heads * 2;
    const float probability = generator.uniform(0.2F, 0.7F);
    Generator own = test_generator(salt);
    MultiHeadAttention layer(width, heads, own, probability);
    const textbook::MultiHeadParameters numbers = refill(layer, width, generator, 0.7F);
    Tensor x = random_tensor({1, 3, width}, generator);
    const Tensor g = random_tensor({1, 3, width}, generator, -1, 1);
    x.set_requires_grad(true);
    backward(layer.forward(x), g);
    const auto formula = [&](const Array64& input) {
      Generator drawn = test_generator(salt);
      for (Index i = 0; i < 4 * width * width; ++i) drawn.uniform();
      Generator dropout(drawn.bits());
      return textbook::multi_head_attention(input, input, 0.0, numbers, heads,
                                            {.kept = dropout_factors({1, heads, 3, 3}, dropout, probability)});
    };
    EXPECT_TENSOR_NEAR(gradient(x), finite_differences(formula, x, g), multi_head_rounding());
  }
}

}  // namespace
