#include "gu/tensor.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance elementwise_rounding = tolerance(2e-6, "a few float32 roundings");

Array64 by(const Tensor& x, const std::function<double(double)>& function) {
  return textbook::map(x, function);
}

// Every function on five axes of any layout, over a wide range.
// Input: random [3, 1, 4, 2, 5] in [0.01, 30), row-major, reversed and with gaps
// Lesson: "Elementwise functions"
TEST(HiddenElementwise, HoldsForFiveAxesOfAnyLayout) {
  Generator generator = test_generator(941);
  const Tensor x = random_tensor({3, 1, 4, 2, 5}, generator, 0.01F, 30);
  const float exponent = generator.uniform(-2, 3);
  for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
    EXPECT_TENSOR_NEAR(exp(laid_out), by(x, [](double v) { return std::exp(v); }), elementwise_rounding);
    EXPECT_TENSOR_NEAR(exp(negate(laid_out)), by(x, [](double v) { return std::exp(-v); }), elementwise_rounding);
    EXPECT_TENSOR_NEAR(log(laid_out), by(x, [](double v) { return std::log(v); }), elementwise_rounding);
    EXPECT_TENSOR_NEAR(sqrt(laid_out), by(x, [](double v) { return std::sqrt(v); }), elementwise_rounding);
    EXPECT_TENSOR_EQ(abs(negate(laid_out)), x);
    EXPECT_TENSOR_NEAR(power(laid_out, exponent), by(x, [&](double v) { return std::pow(v, double{exponent}); }),
                       elementwise_rounding);
  }
  EXPECT_TENSOR_EQ(negate(gapped_copy(x)), by(x, std::negate<>()));
}

// Very small and very large numbers keep their digits; powers of negative numbers keep their sign.
// Input: 30 random numbers near 1e-20 and near 1e20; random numbers in [-3, -1) to the powers 5, 4, -3
// Lesson: "Elementwise functions"
TEST(HiddenElementwise, KeepsDigitsAtEveryMagnitude) {
  Generator generator = test_generator(942);
  const Tensor small = random_tensor({30}, generator, 1e-20F, 2e-20F);
  const Tensor large = random_tensor({30}, generator, 1e20F, 2e20F);
  const auto times = [](const Array64& x, double factor) {
    return textbook::map(x, [factor](double v) { return v * factor; });
  };
  EXPECT_TENSOR_NEAR(times(sqrt(small), 1e10), by(small, [](double v) { return std::sqrt(v) * 1e10; }),
                     elementwise_rounding);
  EXPECT_TENSOR_NEAR(sqrt(large), by(large, [](double v) { return std::sqrt(v); }), elementwise_rounding);
  EXPECT_TENSOR_NEAR(log(small), by(small, [](double v) { return std::log(v); }), elementwise_rounding);
  EXPECT_TENSOR_NEAR(times(power(large, -1.5F), 1e30), by(large, [](double v) { return std::pow(v, -1.5) * 1e30; }),
                     elementwise_rounding);
  EXPECT_TENSOR_EQ(abs(small), small);
  const Tensor negative = random_tensor({30}, generator, -3, -1);
  for (const float exponent : {5.0F, 4.0F, -3.0F}) {
    EXPECT_TENSOR_NEAR(power(negative, exponent), by(negative, [&](double v) { return std::pow(v, double{exponent}); }),
                       elementwise_rounding);
  }
  EXPECT_TENSOR_EQ(power(negative, 0), filled_tensor({30}, 1));
  EXPECT_TENSORS_AGREE(exp(negative), exp(negative), exactly());
}

}  // namespace
