#include "gu/activations.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance gelu_rounding = tolerance(1e-6, "erf or tanh and four products in float32");

Array64 exact(const Array64& x) {
  return textbook::map(x, [](double v) { return v * (1 + std::erf(v / std::sqrt(2.0))) / 2; });
}
Array64 approximate(const Array64& x) {
  return textbook::map(
      x, [](double v) { return v * (1 + std::tanh(std::sqrt(2 / std::acos(-1.0)) * (v + 0.044715 * v * v * v))) / 2; });
}

// Both forms on five axes of any layout.
// Input: random [2, 4, 1, 3, 5] in [-7, 7), row-major, reversed and with gaps
// Lesson: "GELU"
TEST(HiddenGelu, HoldsForFiveAxesOfAnyLayout) {
  Generator generator = test_generator(921);
  const Tensor x = random_tensor({2, 4, 1, 3, 5}, generator, -7, 7);
  for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
    EXPECT_TENSOR_NEAR(gelu(laid_out), exact(x), gelu_rounding)
        .unlike("the tanh approximation was computed where the exact form was asked for", approximate(x));
    EXPECT_TENSOR_NEAR(gelu_tanh(laid_out), approximate(x), gelu_rounding)
        .unlike("the exact form was computed where the tanh form was asked for", exact(x));
  }
  EXPECT_SHAPE(gelu(counting_tensor({2, 0, 3})).shape(), {2, 0, 3});
  EXPECT_SHAPE(gelu_tanh(counting_tensor({2, 0, 3})).shape(), {2, 0, 3});
}

// Numbers between those that are usually tried: the far flanks, and tiny ones, which are halved.
// Input: 100 random numbers in [5, 40) and their negatives; 100 random numbers near 1e-10 and 1e-25; called twice
// Lesson: "Tails"
TEST(HiddenGelu, HoldsFarOutAndNearZero) {
  Generator generator = test_generator(922);
  const Tensor far = random_tensor({100}, generator, 5, 40);
  const Tensor left = random_tensor({100}, generator, -40, -5);
  EXPECT_TENSOR_NEAR(gelu(far), exact(far), gelu_rounding);
  EXPECT_TENSOR_NEAR(gelu_tanh(far), approximate(far), gelu_rounding);
  EXPECT_TENSOR_NEAR(gelu(left), exact(left), gelu_rounding);
  EXPECT_TENSOR_NEAR(gelu_tanh(left), approximate(left), gelu_rounding);
  for (const float scale : {1e-10F, 1e-25F}) {
    const Tensor tiny = random_tensor({100}, generator, scale, 2 * scale);
    const auto to_one = [scale](const Array64& y) {
      return textbook::map(y, [scale](double value) { return value / double{scale}; });
    };
    EXPECT_TENSOR_NEAR(to_one(gelu(tiny)), to_one(exact(tiny)), gelu_rounding).because("x / 2 near 0, not 0");
    EXPECT_TENSOR_NEAR(to_one(gelu_tanh(tiny)), to_one(approximate(tiny)), gelu_rounding);
    EXPECT_TENSORS_AGREE(gelu(tiny), gelu(tiny), exactly());
  }
}

}  // namespace
