#include "gradients.hpp"
#include "gu/activations.hpp"
#include "gu/gradient_rules.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto activation_rounding = tolerance(5e-6, "a few float32 operations; the differences are good to 1e-8");

double logistic(double x) {
  return 1 / (1 + std::exp(-x));
}

/// Random numbers of [2, 3, 2, 2] in [-6, 6), none nearer to the corner at 0 than the differences reach.
Tensor random_points(Generator& generator) {
  return to_tensor_map(random_tensor({2, 3, 2, 2}, generator, -6, 6),
                       [](double value) { return std::abs(value) < 0.01 ? 0.5 : value; });
}

// Every activation at random points of any layout, with slopes drawn at random.
// Input: random [2, 3, 2, 2], reversed and with gaps; random weights
// Lesson: "Activations"
TEST(HiddenActivationRules, HoldAtRandomPointsOfAnyLayout) {
  Generator generator = test_generator(901);
  const Tensor x = random_points(generator);
  const Tensor g = random_tensor({2, 3, 2, 2}, generator, -2, 2);
  const float slope = generator.uniform(-1, 2);
  const float downward = generator.uniform(-2, -0.5F);
  const auto cubic = [](double v) { return std::sqrt(2 / std::acos(-1.0)) * (v + 0.044715 * v * v * v); };
  for (const Tensor& laid_out : {strided_copy(x), gapped_copy(x)}) {
    EXPECT_TENSOR_EQ(gradient_of(relu, laid_out, g), slopes(x, g, [](double v) { return v > 0 ? 1.0 : 0.0; }));
    EXPECT_TENSOR_NEAR(gradient_of([&](const Tensor& v) { return leaky_relu(v, slope); }, laid_out, g),
                       slopes(x, g, [&](double v) { return v > 0 ? 1.0 : double{slope}; }), activation_rounding);
    EXPECT_TENSOR_NEAR(gradient_of([&](const Tensor& v) { return leaky_relu(v, downward); }, laid_out, g),
                       slopes(x, g, [&](double v) { return v > 0 ? 1.0 : double{downward}; }), activation_rounding);
    EXPECT_TENSOR_NEAR(gradient_of(sigmoid, laid_out, g), differences(logistic, x, g), activation_rounding);
    EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return gu::tanh(v); }, laid_out, g),
                       differences([](double v) { return std::tanh(v); }, x, g), activation_rounding);
    EXPECT_TENSOR_NEAR(gradient_of(gelu, laid_out, g),
                       differences([](double v) { return v * (1 + std::erf(v / std::sqrt(2.0))) / 2; }, x, g),
                       activation_rounding);
    EXPECT_TENSOR_NEAR(gradient_of(gelu_tanh, laid_out, g),
                       differences([&](double v) { return v * (1 + std::tanh(cubic(v))) / 2; }, x, g),
                       activation_rounding);
    EXPECT_TENSOR_NEAR(gradient_of(silu, laid_out, g), differences([](double v) { return v * logistic(v); }, x, g),
                       activation_rounding);
    EXPECT_TENSOR_NEAR(gradient_of(softplus, laid_out, g),
                       differences([](double v) { return std::log1p(std::exp(v)); }, x, g), activation_rounding);
  }
}

// Softmax and its logarithm along every axis of four, at random temperatures and in any layout.
// Input: random [2, 3, 2, 2] in [-2, 2), reversed and with gaps; temperatures from [0.4, 3)
// Lesson: "Softmax"
TEST(HiddenActivationRules, DifferentiateSoftmaxAlongEveryAxis) {
  Generator generator = test_generator(902);
  for (Index axis = -4; axis < 0; ++axis) {
    const Tensor x = random_tensor({2, 3, 2, 2}, generator, -2, 2);
    const Tensor g = random_tensor({2, 3, 2, 2}, generator, -2, 2);
    const float temperature = generator.uniform(0.4F, 3);
    const auto cooled = [&](const Array64& at) {
      return textbook::softmax(textbook::map(at, [&](double v) { return v / double{temperature}; }), axis);
    };
    for (const Tensor& laid_out : {strided_copy(x), gapped_copy(x)}) {
      EXPECT_TENSOR_NEAR(gradient_of([&](const Tensor& v) { return softmax(v, axis, temperature); }, laid_out, g),
                         finite_differences(cooled, x, g), activation_rounding);
      EXPECT_TENSOR_NEAR(gradient_of([&](const Tensor& v) { return log_softmax(v, axis); }, laid_out, g),
                         finite_differences([&](const Array64& at) { return textbook::log_softmax(at, axis); }, x, g),
                         activation_rounding);
    }
  }
}

// The corner has the left slope wherever in a tensor it stands, and whatever comes from above.
// Input: random [3, 2, 4], about a half of it 0 or -0, with gaps; random weights; a slope from [0.1, 2)
// Lesson: "Activations"
TEST(HiddenActivationRules, TakeTheLeftSlopeAtEveryCorner) {
  Generator generator = test_generator(903);
  Array64 numbers(random_tensor({3, 2, 4}, generator));
  for (double& number : numbers.values) number = generator.below(2) == 0 ? std::copysign(0.0, number) : number;
  const Tensor x = to_tensor(numbers);
  const Tensor g = random_tensor({3, 2, 4}, generator, -2, 2);
  const float slope = generator.uniform(0.1F, 2);
  EXPECT_TENSOR_EQ(gradient_of(relu, gapped_copy(x), g), slopes(x, g, [](double v) { return v > 0 ? 1.0 : 0.0; }));
  EXPECT_TENSOR_NEAR(gradient_of([&](const Tensor& v) { return leaky_relu(v, slope); }, gapped_copy(x), g),
                     slopes(x, g, [&](double v) { return v > 0 ? 1.0 : double{slope}; }), activation_rounding);
}

}  // namespace
