#include "gu/losses.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto binary_cross_entropy_rounding = tolerance(1e-6, "one rounding to float32");

/// max(x, 0) - t x + log(1 + e^-|x|), in float64.
double binary_cross_entropy_mean_cost(const Array64& logits, const Array64& targets) {
  double total = 0;
  for (std::size_t i = 0; i < logits.values.size(); ++i) {
    const double x = logits.values[i];
    total += (x > 0 ? x * (1 - targets.values[i]) : -x * targets.values[i]) + std::log1p(std::exp(-std::abs(x)));
  }
  return total / static_cast<double>(logits.values.size());
}

Tensor binary_cross_entropy_loss_of(const Tensor& logits, const Tensor& targets) {
  return binary_cross_entropy_with_logits(logits, targets);
}

// Soft targets, logits from moderate to enormous, up to five axes, any layout of either side.
// Input: random [2, 3, 1, 4, 5], [50, 60], [] and [3, 2, 4]; logits within 3, 30, 300 and 1e6; targets from [0, 1)
// Lesson: "Binary cross-entropy"
TEST(HiddenBinaryCrossEntropy, HoldsForSoftTargetsOfAnyLayout) {
  Generator generator = test_generator(901);
  float range = 3;
  for (const Shape& shape : std::vector<Shape>{{2, 3, 1, 4, 5}, {50, 60}, {}, {3, 2, 4}}) {
    const Tensor logits = random_tensor(shape, generator, -range, range);
    const Tensor targets = random_tensor(shape, generator, 0, 1);
    EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of(logits, targets),
                       Array64(binary_cross_entropy_mean_cost(logits, targets)), binary_cross_entropy_rounding);
    EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of(gapped_copy(logits), strided_copy(targets)),
                       Array64(binary_cross_entropy_mean_cost(logits, targets)), binary_cross_entropy_rounding);
    EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of(strided_copy(logits), gapped_copy(targets)),
                       Array64(binary_cross_entropy_mean_cost(logits, targets)), binary_cross_entropy_rounding);
    range *= range < 300 ? 10.0F : 3333.0F;
  }
}

// The cost of answers that are almost sure keeps its digits, on both sides, wherever one looks.
// Input: 40 random logits from [5, 80) with target 1, their negatives with target 0, one at a time and in one mean
// Lesson: "Binary cross-entropy"
TEST(HiddenBinaryCrossEntropy, KeepsTheDigitsOfTinyCosts) {
  Generator generator = test_generator(902);
  for (int round = 0; round < 40; ++round) {
    const float logit = generator.uniform(5, 80);
    const auto logarithm_of = [](double cost) { return std::log(cost); };
    EXPECT_SCALAR_NEAR(
        logarithm_of(double{binary_cross_entropy_loss_of(filled_tensor({1}, logit), filled_tensor({1}, 1))()}),
        std::log(std::log1p(std::exp(-double{logit}))), binary_cross_entropy_rounding);
    EXPECT_SCALAR_NEAR(
        logarithm_of(double{binary_cross_entropy_loss_of(filled_tensor({1}, -logit), filled_tensor({1}, 0))()}),
        std::log(std::log1p(std::exp(-double{logit}))), binary_cross_entropy_rounding);
  }
  EXPECT_THROWS(binary_cross_entropy_loss_of(filled_tensor({2}, 1), filled_tensor({2}, 1.25F)), std::invalid_argument,
                "1.25");
}

}  // namespace
