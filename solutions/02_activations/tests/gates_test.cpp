#include "elementwise_formulas.hpp"
#include "gu/activations.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance gates_rounding = tolerance(2e-6, "an exponential and three roundings in float32");

Array64 gated(const Array64& x) {
  return textbook::map(x, [](double value) { return value / (1 + std::exp(-value)); });
}
Array64 smooth(const Array64& x) {
  return textbook::map(x, [](double value) { return std::max(value, 0.0) + std::log1p(std::exp(-std::abs(value))); });
}

// Both gates on five axes of any layout, on both sides of 0 and far out.
// Input: random [2, 3, 1, 4, 5] in [-30, 30) and in [-120, 120), row-major, reversed and with gaps
// Lesson: "Gates"
TEST(HiddenGates, HoldForFiveAxesOfAnyLayout) {
  Generator generator = test_generator(931);
  for (const float range : {30.0F, 120.0F}) {
    const Tensor x = random_tensor({2, 3, 1, 4, 5}, generator, -range, range);
    for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
      EXPECT_TENSOR_NEAR(silu(laid_out), gated(x), gates_rounding);
      EXPECT_TENSOR_NEAR(softplus(laid_out), smooth(x), gates_rounding);
    }
    EXPECT_TENSORS_AGREE(softplus(x), softplus(x), exactly());
    EXPECT_TENSORS_AGREE(silu(x), silu(x), exactly());
  }
  EXPECT_SHAPE(softplus(counting_tensor({2, 0, 3})).shape(), {2, 0, 3});
}

// The whole left tail of softplus keeps six digits, and silu's does not vanish; the gap to x on the right is right too.
// Input: 200 random numbers in [-85, -1); 100 random numbers in [1, 10)
// Lesson: "Tails"
TEST(HiddenGates, KeepTheDigitsOfTheWholeLeftTail) {
  Generator generator = test_generator(932);
  const Tensor left = random_tensor({200}, generator, -85, -1);
  EXPECT_TENSOR_NEAR(logarithm(softplus(left)), logarithm(smooth(left)), gates_rounding)
      .because("a result of 0 would have the logarithm -inf");
  const auto log_of_negative = [](const Array64& x) {
    return textbook::map(x, [](double value) { return std::log(-value); });
  };
  EXPECT_TENSOR_NEAR(log_of_negative(silu(left)), log_of_negative(gated(left)), gates_rounding);
  const Tensor right = random_tensor({100}, generator, 1, 10);
  EXPECT_TENSOR_NEAR(softplus(right), smooth(right), gates_rounding).unlike("x itself was returned", Array64(right));
}

}  // namespace
