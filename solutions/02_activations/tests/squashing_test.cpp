#include "elementwise_formulas.hpp"
#include "gu/activations.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance squashing_rounding = tolerance(1e-6, "a few float32 roundings of numbers below 1");
const Tolerance of_logarithms = tolerance(2e-6, "the logarithm of a number that is right to six digits");

Array64 logistic(const Array64& x) {
  return textbook::map(x, [](double value) { return 1 / (1 + std::exp(-value)); });
}
Array64 hyperbolic(const Array64& x) {
  return textbook::map(x, [](double value) { return std::tanh(value); });
}

// Both functions on five axes of any layout.
// Input: random [3, 2, 1, 5, 4] in [-12, 12), row-major, reversed and with gaps; the same call twice
// Lesson: "Squashing"
TEST(HiddenSquashing, HoldsForFiveAxesOfAnyLayout) {
  Generator generator = test_generator(911);
  const Tensor x = random_tensor({3, 2, 1, 5, 4}, generator, -12, 12);
  const Array64 before(x);
  for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
    EXPECT_TENSOR_NEAR(sigmoid(laid_out), logistic(x), squashing_rounding);
    EXPECT_TENSOR_NEAR(gu::tanh(laid_out), hyperbolic(x), squashing_rounding);
  }
  EXPECT_TENSORS_AGREE(sigmoid(x), sigmoid(x), exactly());
  EXPECT_TENSOR_EQ(x, before);
}

// The whole left tail of sigmoid and the whole neighbourhood of 0 of tanh keep six digits, wherever one looks.
// Input: 200 random numbers in [-85, -1); 200 random numbers of each magnitude from 1e-30 to 1e-1
// Lesson: "Tails"
TEST(HiddenSquashing, KeepsTheDigitsOfSmallResultsEverywhere) {
  Generator generator = test_generator(912);
  const Tensor left = random_tensor({200}, generator, -85, -1);
  EXPECT_TENSOR_NEAR(logarithm(sigmoid(left)),
                     textbook::map(left, [](double value) { return value - std::log1p(std::exp(value)); }),
                     of_logarithms)
      .because("a result of 0 would have the logarithm -inf");
  for (float scale = 0.1F; scale > 1e-30F; scale *= 1e-5F) {
    const Tensor small = random_tensor({200}, generator, 0.1F * scale, scale);
    const auto to_one = [scale](const Array64& y) {
      return textbook::map(y, [scale](double value) { return value / double{scale}; });
    };
    EXPECT_TENSOR_NEAR(to_one(gu::tanh(small)), to_one(hyperbolic(small)), squashing_rounding);
  }
}

// Far out both functions stand at their ends, however far.
// Input: 100 random numbers in [90, 1000), and 100 times 1e30; their negatives; with gaps
// Lesson: "Squashing"
TEST(HiddenSquashing, StandsAtItsEndsFarOut) {
  Generator generator = test_generator(913);
  for (const float scale : {1.0F, 1e30F}) {
    const Tensor right = random_tensor({10, 10}, generator, 90 * scale, 1000 * scale);
    const Tensor left = to_tensor(textbook::map(right, std::negate<>()));
    EXPECT_TENSOR_NEAR(sigmoid(gapped_copy(right)), filled_tensor({10, 10}, 1), squashing_rounding);
    EXPECT_TENSOR_NEAR(sigmoid(gapped_copy(left)), Array64(Shape{10, 10}), squashing_rounding);
    EXPECT_TENSOR_NEAR(gu::tanh(strided_copy(right)), filled_tensor({10, 10}, 1), squashing_rounding);
    EXPECT_TENSOR_NEAR(gu::tanh(strided_copy(left)), filled_tensor({10, 10}, -1), squashing_rounding);
  }
}

}  // namespace
