#include "attention_inputs.hpp"
#include "gu/attention.hpp"
#include "gu/testing/special_values.hpp"
#include "gu/testing/textbook_attention.hpp"
#include "multi_head_model.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// Sizes, heads and masks drawn at random, any layout of both sequences, self-attention between two calls.
// Input: 6 random sizes up to 3 sequences, 6 queries, 9 keys (every second time as many as queries), 4 heads of up to 4
//        features; a third of the mask hidden
// Lesson: "Self- and cross-attention"
TEST(HiddenCrossAttention, HoldsForRandomSizesHeadsAndMasks) {
  Generator generator = test_generator(901);
  const auto rounding = tolerance(1e-4, "three products one after the other in float32");
  for (int round = 0; round < 6; ++round) {
    const Index batch = 1 + generator.below(3);
    const Index heads = 1 + generator.below(4);
    const Index width = heads * (1 + generator.below(4));
    const Index queries = 1 + generator.below(6);
    const Index keys = round % 2 == 0 ? queries : 1 + generator.below(9);
    Generator layers_generator = test_generator(1901);
    MultiHeadAttention layer(width, heads, layers_generator);
    const textbook::MultiHeadParameters numbers = refill(layer, width, generator, 0.7F);
    const Tensor x = random_tensor({batch, queries, width}, generator);
    const Tensor memory = random_tensor({batch, keys, width}, generator);
    Array64 entries(random_tensor({batch, 1, queries, keys}, generator));
    for (double& entry : entries.values) entry = generator.uniform() < 0.33F ? hidden64 : entry;
    const Tensor mask = to_tensor(entries);
    EXPECT_TENSOR_NEAR(layer.cross_attend(gapped_copy(x), strided_copy(memory), gapped_copy(mask)),
                       textbook::multi_head_attention(x, memory, mask, numbers, heads), rounding);
    EXPECT_TEXT(to_text(layer.weights().shape()), to_text(Shape{batch, heads, queries, keys}));
    EXPECT_TENSOR_NEAR(layer.forward(memory), textbook::multi_head_attention(memory, memory, 0.0, numbers, heads),
                       rounding);
    EXPECT_TENSOR_NEAR(layer.cross_attend(strided_copy(x), gapped_copy(memory)),
                       textbook::multi_head_attention(x, memory, 0.0, numbers, heads), rounding)
        .because("mask and sequence of one call are none of the next");
  }
}

// A graph of cross-attention holds what one of self-attention holds, and the layer keeps its weights alone.
// Input: one head of 8 features, a random number of tokens from 24 to 39; counted bytes
// Lesson: "Self- and cross-attention"
TEST(HiddenCrossAttention, ProjectsEverySequenceByItsOwnRowsOnly) {
  Generator generator = test_generator(902);
  Generator layers_generator = test_generator(1902);
  const Index tokens = 24 + generator.below(16);
  MultiHeadAttention layer(8, 1, layers_generator);
  const Tensor x = random_tensor({1, tokens, 8}, generator);
  const auto held = [&](bool across) {
    layer.forward(filled_tensor({1, 1, 8}, 0.5F));
    const MemoryScope scope;
    const Tensor output = across ? layer.cross_attend(x, x) : layer.forward(x);
    return static_cast<double>(scope.live_bytes());
  };
  EXPECT_BETWEEN(held(true) / held(false), 0.5, 1.2);
  const Tensor memory = random_tensor({1, 2 * tokens, 8}, generator);
  layer.forward(filled_tensor({1, 1, 8}, 0.5F));
  const MemoryScope scope;
  layer.cross_attend(x, memory);
  EXPECT_COUNT(scope.live_bytes(), 4 * (2 * tokens * tokens - 1)).because("the one weight of the call before is freed");
}

}  // namespace
