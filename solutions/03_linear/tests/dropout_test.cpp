#include "fixed_layer.hpp"
#include "gu/linear.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto dropout_rounding = tolerance(2e-6, "a quotient and a product in float32");

Array64 masked(const Array64& x, Generator& generator, float probability) {
  return textbook::map(
      x, [&](double value) { return generator.uniform() < probability ? 0 : value / (1 - double{probability}); });
}

// Probabilities drawn at random, four axes of any layout, several calls in a row with evaluation between them.
// Input: random [2, 3, 4, 5] through 4 layers with p from [0.02, 0.95); reversed, with gaps, row-major, one after the other
// Lesson: "Dropout"
TEST(HiddenDropout, FollowsItsGeneratorThroughTrainingAndEvaluation) {
  Generator generator = test_generator(901);
  for (std::uint64_t salt = 902; salt < 906; ++salt) {
    const float probability = generator.uniform(0.02F, 0.95F);
    const Tensor x = random_tensor({2, 3, 4, 5}, generator, -3, 3);
    const Array64 before(x);
    Dropout layer(probability, test_generator(salt));
    Generator twin = test_generator(salt);
    EXPECT_TENSOR_NEAR(layer.forward(strided_copy(x)), masked(x, twin, probability), dropout_rounding);
    EXPECT_TENSOR_NEAR(layer.forward(gapped_copy(x)), masked(x, twin, probability), dropout_rounding);
    layer.train(false);
    EXPECT_TENSOR_EQ(layer.forward(gapped_copy(x)), x);
    EXPECT_SHAPE(layer.forward(counting_tensor({0, 2})).shape(), {0, 2});
    layer.train(true);
    EXPECT_TENSOR_NEAR(layer.forward(x), masked(x, twin, probability), dropout_rounding)
        .because("evaluation draws nothing, so training goes on where it stood");
    EXPECT_TENSOR_EQ(x, before);
    EXPECT_TENSOR_NEAR(layer.forward(filled_tensor({}, 2)), masked(2.0, twin, probability), dropout_rounding);
  }
}

// A mask and the output, whatever the size, and nothing when nothing is dropped.
// Input: ones [n, 7], n from 20 to 60, p = 0.25, in training and in evaluation; bytes counted
// Lesson: "What it costs"
TEST(HiddenDropout, NeedsAMaskAndTheOutput) {
  Generator generator = test_generator(921);
  const Index n = 20 + generator.below(40);
  const Tensor input = filled_tensor({n, 7}, 1);
  Dropout layer(0.25F, test_generator(922));
  const MemoryScope training;
  EXPECT_SHAPE(layer.forward(input).shape(), {n, 7});
  EXPECT_BETWEEN(static_cast<double>(training.peak_bytes()) / (4.0 * 7 * static_cast<double>(n)), 1.0, 2.0);
  layer.train(false);
  const MemoryScope evaluation;
  EXPECT_SHAPE(layer.forward(input).shape(), {n, 7});
  EXPECT_COUNT(evaluation.peak_bytes(), 0);
}

// What is dropped is dropped whatever it was in value; what is kept keeps its sign and size, also far from 1.
// Input: 400 random numbers times 1e-20 and 1e20, p = 0.5
// Lesson: "Dropout"
TEST(HiddenDropout, TreatsEveryMagnitudeAlike) {
  Generator generator = test_generator(911);
  for (const float scale : {1e-20F, 1e20F}) {
    const Tensor x = random_tensor({20, 20}, generator, -scale, scale);
    Dropout layer(0.5F, test_generator(912));
    Generator twin = test_generator(912);
    const auto to_one = [scale](const Array64& y) {
      return textbook::map(y, [scale](double value) { return value / double{scale}; });
    };
    EXPECT_TENSOR_NEAR(to_one(layer.forward(x)), to_one(masked(x, twin, 0.5F)), dropout_rounding);
  }
}

}  // namespace
