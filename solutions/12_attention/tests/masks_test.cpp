#include "attention_inputs.hpp"
#include "gu/attention.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

Array64 where(const Shape& shape, const std::function<bool(const IndexList&)>& kept) {
  Array64 mask(shape);
  for (std::size_t i = 0; i < mask.values.size(); ++i) mask.values[i] = kept(mask.index_of(i)) ? 0 : hidden64;
  return mask;
}

// Both kinds of mask for sizes and lengths that nobody knew beforehand.
// Input: 8 random pairs of queries and keys up to 12; 1 to 5 random lengths
// Lesson: "Masks"
TEST(HiddenMasks, HoldForRandomSizesAndLengths) {
  Generator generator = test_generator(901);
  for (int round = 0; round < 8; ++round) {
    const Index queries = 1 + generator.below(12);
    const Index keys = 1 + generator.below(12);
    EXPECT_TENSOR_EQ(causal_mask(queries, keys),
                     where({queries, keys}, [&](const IndexList& at) { return at[1] <= at[0] + keys - queries; }));
    std::vector<Index> lengths;
    for (Index b = 1 + generator.below(5); b > 0; --b) lengths.push_back(generator.below(keys + 1));
    EXPECT_TENSOR_EQ(padding_mask(lengths, keys),
                     where({static_cast<Index>(lengths.size()), 1, 1, keys},
                           [&](const IndexList& at) { return at[3] < lengths[static_cast<std::size_t>(at[0])]; }));
  }
}

// Booleans and sums of masks in any layout, over shapes that stretch on both sides, with biases and with infinities.
// Input: random [2, 1, 3, 4] with [3, 1, 4]; a third hidden, some +inf; booleans of any number but 0, reversed, with gaps
// Lesson: "Masks"
TEST(HiddenMasks, CombineAnyLayoutAndShape) {
  Generator generator = test_generator(902);
  for (int round = 0; round < 3; ++round) {
    const auto random_mask = [&](const Shape& shape) {
      Array64 mask(random_tensor(shape, generator, -4, 4));
      for (double& entry : mask.values) {
        const float draw = generator.uniform();
        entry = draw < 0.3F ? hidden64 : draw < 0.4F ? -hidden64 : entry;
      }
      return to_tensor(mask);
    };
    const Tensor a = random_mask({2, 1, 3, 4});
    const Tensor b = random_mask({3, 1, 4});
    const auto sum = [](double x, double y) { return x == hidden64 || y == hidden64 ? hidden64 : x + y; };
    EXPECT_TENSOR_NEAR(combine_masks(a, b), textbook::combine(a, b, sum), tolerance(1e-6, "one sum"));
    EXPECT_TENSOR_NEAR(combine_masks(gapped_copy(b), strided_copy(a)), textbook::combine(b, a, sum),
                       tolerance(1e-6, "one sum"));
    std::vector<float> flags(24);
    for (float& flag : flags) flag = static_cast<float>(generator.below(3)) - 1;
    const Tensor allowed = make_tensor({2, 3, 1, 4}, flags);
    for (const Tensor& laid_out : {allowed, strided_copy(allowed), gapped_copy(allowed)}) {
      EXPECT_TENSOR_EQ(mask_from_boolean(laid_out),
                       textbook::map(allowed, [](double flag) { return flag == 0 ? hidden64 : 0.0; }));
    }
  }
}

// The graph hears of one addition, whichever of the two masks wants a gradient.
// Input: random [2, 1, 3, 4] and [3, 1, 4], of which first one and then the other is a learnt bias
// Lesson: "Masks"
TEST(HiddenMasks, TellTheGraphOfTheirSum) {
  Generator generator = test_generator(907);
  const Recording graph;
  for (const bool first : {true, false}) {
    Tensor a = random_tensor({2, 1, 3, 4}, generator);
    Tensor b = random_tensor({3, 1, 4}, generator);
    Tensor& bias = first ? a : b;
    bias.set_requires_grad(true);
    const Tensor sum = combine_masks(a, b);
    EXPECT_TEXT(graph.last(), "add of [2, 1, 3, 4] [3, 1, 4]");
    EXPECT_TRUTH(graph.reaches(sum, bias), true);
  }
}

}  // namespace
