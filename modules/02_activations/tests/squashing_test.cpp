#include "elementwise_formulas.hpp"
#include "gu/activations.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance squashing_rounding = tolerance(1e-6, "a few float32 roundings of numbers below 1");

Array64 expected_sigmoid(const Array64& x) {
  return textbook::map(x, [](double value) { return 1 / (1 + std::exp(-value)); });
}

Array64 expected_tanh(const Array64& x) {
  return textbook::map(x, [](double value) { return std::tanh(value); });
}

// sigmoid(log 3) is 1 / (1 + 1/3) = 3/4.
// Input: [0, log 3, -log 3, log 7], and 60 random numbers
// Lesson: "Squashing"
TEST(Sigmoid, TurnsLogOddsIntoProbabilities) {
  const float log_3 = std::log(3.0F);
  const Tensor x = make_tensor({4}, {0, log_3, -log_3, std::log(7.0F)});
  EXPECT_TENSOR_NEAR(sigmoid(x), Array64({4}, {0.5, 0.75, 0.25, 0.875}), squashing_rounding)
      .because("odds of 3 to 1 are a probability of 3/4")
      .unlike("the exponent has the wrong sign: 1 / (1 + e^x)", Array64({4}, {0.5, 0.25, 0.75, 0.125}))
      .unlike("tanh was returned, which runs from -1 to 1", Array64({4}, {0, 0.8, -0.8, 0.96}))
      .unlike("x / (1 + |x|) was computed", textbook::map(x, [](double v) { return v / (1 + std::abs(v)); }))
      .given("x", x);
  Generator generator = test_generator(11);
  const Tensor random = random_tensor({3, 4, 5}, generator, -6, 6);
  EXPECT_TENSOR_NEAR(sigmoid(random), expected_sigmoid(random), squashing_rounding).given("x", random);
}

// Far out sigmoid is 0 or 1, never NaN.
// Input: +-88, +-100, +-1e4, +-1e30, +-inf
// Lesson: "Squashing"
TEST(Sigmoid, DoesNotOverflow) {
  const Tensor x = make_tensor({10}, {-88, 88, -100, 100, -1e4F, 1e4F, -1e30F, 1e30F, -infinity, infinity});
  EXPECT_TENSOR_NEAR(sigmoid(x), Array64({10}, {0, 1, 0, 1, 0, 1, 0, 1, 0, 1}), squashing_rounding)
      .because("e^89 is beyond float32: 1 / inf is 0, but inf / inf is NaN")
      .unlike("e^x / (1 + e^x) was computed, which is inf / inf far to the right",
              in_float(x, [](float v) { return std::exp(v) / (1 + std::exp(v)); }))
      .unlike(
          "1 - e^-x / (1 + e^-x) was used on the left, which is inf / inf there",
          in_float(x, [](float v) { return v < 0 ? 1 - std::exp(-v) / (1 + std::exp(-v)) : 1 / (1 + std::exp(-v)); }))
      .given("x", x);
}

// The small probabilities of the left tail keep their digits; a loss takes their logarithm.
// Input: [-18, -40, -80]
// Lesson: "Tails"
TEST(Sigmoid, KeepsTheDigitsOfItsLeftTail) {
  const Tensor x = make_tensor({3}, {-18, -40, -80});
  EXPECT_TENSOR_NEAR(sigmoid(x), expected_sigmoid(x), to_six_digits())
      .because("near 1 float32 steps by 6e-8, so a difference from 1 cannot be 1.5e-8")
      .unlike("a number near 1 was subtracted from 1, so the small tail was rounded away", Array64({3}, {0, 0, 0}))
      .given("x", x);
}

// tanh(log 2) is (2 - 1/2) / (2 + 1/2) = 0.6.
// Input: [0, log 2, -log 2, log 3], and 60 random numbers
// Lesson: "Squashing"
TEST(Tanh, Values) {
  const float log_2 = std::log(2.0F);
  const Tensor x = make_tensor({4}, {0, log_2, -log_2, std::log(3.0F)});
  EXPECT_TENSOR_NEAR(gu::tanh(x), Array64({4}, {0, 0.6, -0.6, 0.8}), squashing_rounding)
      .unlike("the exponent was not doubled: (e^x - 1) / (e^x + 1) is tanh(x / 2)",
              Array64({4}, {0, 1.0 / 3, -1.0 / 3, 0.5}))
      .unlike("sigmoid was returned, which runs from 0 to 1", Array64({4}, {0.5, 2.0 / 3, 1.0 / 3, 0.75}))
      .unlike("the sign is turned round", Array64({4}, {0, -0.6, 0.6, -0.8}))
      .given("x", x);
  Generator generator = test_generator(12);
  const Tensor random = random_tensor({3, 4, 5}, generator, -4, 4);
  EXPECT_TENSOR_NEAR(gu::tanh(random), xtensor::unary("tanh", random), squashing_rounding).given("x", random);
}

// Far out tanh is -1 or 1, never NaN.
// Input: +-50, +-100, +-1e4, +-1e30, +-inf
// Lesson: "Squashing"
TEST(Tanh, DoesNotOverflow) {
  const Tensor x = make_tensor({10}, {-50, 50, -100, 100, -1e4F, 1e4F, -1e30F, 1e30F, -infinity, infinity});
  EXPECT_TENSOR_NEAR(gu::tanh(x), Array64({10}, {-1, 1, -1, 1, -1, 1, -1, 1, -1, 1}), squashing_rounding)
      .because("e^100 is beyond float32, and inf / inf is NaN")
      .unlike("(e^2x - 1) / (e^2x + 1) was computed, which is inf / inf far to the right",
              in_float(x, [](float v) { return (std::exp(2 * v) - 1) / (std::exp(2 * v) + 1); }))
      .unlike("(e^x - e^-x) / (e^x + e^-x) was computed, which is inf / inf on both sides",
              in_float(x, [](float v) { return (std::exp(v) - std::exp(-v)) / (std::exp(v) + std::exp(-v)); }))
      .given("x", x);
}

// Near 0, tanh(x) is about x, to as many digits as x has.
// Input: [1e-8, -1e-10, 1e-20], and 0.001
// Lesson: "Tails"
TEST(Tanh, KeepsItsDigitsNearZero) {
  const Tensor x = make_tensor({3}, {1e-8F, -1e-10F, 1e-20F});
  EXPECT_TENSOR_NEAR(gu::tanh(x), expected_tanh(x), to_six_digits())
      .because("a difference of two numbers near 1 has lost every digit that they share")
      .unlike("1 was taken from a number near 1, so the digits near zero were rounded away", Array64({3}, {0, 0, 0}))
      .given("x", x);
  const Tensor small = make_tensor({1}, {0.001F});
  EXPECT_TENSOR_NEAR(gu::tanh(small), expected_tanh(small), to_six_digits()).given("small", small);
}

// A NaN stays a NaN.
// Input: [1, NaN, -1]
// Lesson: "Not a number"
TEST(Squashing, LetsNaNThrough) {
  const Tensor x = make_tensor({3}, {1, not_a_number, -1});
  EXPECT_TENSOR_EQ(nan_places(sigmoid(x)), Array64({3}, {0, 1, 0}))
      .unlike("a NaN was turned into a number", Array64({3}, {0, 0, 0}))
      .given(nan_expected, Array64({3}, {0, 1, 0}))
      .given("x", x);
  EXPECT_TENSOR_EQ(nan_places(gu::tanh(x)), Array64({3}, {0, 1, 0}))
      .unlike("a NaN was turned into a number", Array64({3}, {0, 0, 0}))
      .given(nan_expected, Array64({3}, {0, 1, 0}))
      .given("x", x);
}

// At the very ends sigmoid and tanh reach their limits exactly.
// Input: [-inf, inf]
// Lesson: "What floats do"
TEST(Squashing, ReachesItsLimitsAtInfinity) {
  const Tensor x = make_tensor({2}, {-infinity, infinity});
  EXPECT_TENSOR_EQ(sigmoid(x), Array64({2}, {0, 1}))
      .because("1 / inf is 0, but inf / inf is NaN")
      .unlike("e^x / (1 + e^x) was computed, which is inf / inf far to the right", Array64({2}, {0, not_a_number}))
      .given("x", x);
  EXPECT_TENSOR_EQ(gu::tanh(x), Array64({2}, {-1, 1}))
      .because("1 / inf is 0, but inf / inf is NaN")
      .unlike("(e^2x - 1) / (e^2x + 1) was computed, which is inf / inf far to the right",
              Array64({2}, {-1, not_a_number}))
      .unlike("(e^x - e^-x) / (e^x + e^-x) was computed, which is inf / inf on both sides",
              Array64({2}, {not_a_number, not_a_number}))
      .given("x", x);
}

// The result has memory of its own, and the input is afterwards what it was.
// Input: [-1, 2, -3, 4]
// Lesson: "Pitfalls"
TEST(Squashing, LeavesTheInputAlone) {
  const Tensor x = make_tensor({4}, {-1, 2, -3, 4});
  const Tensor probability = sigmoid(x);
  EXPECT_TENSOR_EQ(x, Array64({4}, {-1, 2, -3, 4}))
      .unlike("the input was overwritten: the result is a view of its storage",
              expected_sigmoid(Array64({4}, {-1, 2, -3, 4})));
  EXPECT_TRUTH(probability.storage() == x.storage(), false);
  const Tensor squashed = gu::tanh(x);
  EXPECT_TENSOR_EQ(x, Array64({4}, {-1, 2, -3, 4}))
      .unlike("the input was overwritten: the result is a view of its storage",
              expected_tanh(Array64({4}, {-1, 2, -3, 4})));
  EXPECT_TRUTH(squashed.storage() == x.storage(), false);
}

// Views are read by their strides and their offset; every shape is allowed.
// Input: [2, 3] column by column and with gaps; [], [0, 3]
// Lesson: "Pitfalls"
TEST(Squashing, ReadsAnyLayoutAndShape) {
  const Tensor x = make_tensor({2, 3}, {-1, 2, -3, 4, -5, 6});
  const Array64 stored({2, 3}, {-1, 4, 2, -5, -3, 6});
  EXPECT_TENSOR_NEAR(sigmoid(strided_copy(x)), expected_sigmoid(x), squashing_rounding)
      .unlike("the numbers were read in storage order, past the strides", expected_sigmoid(stored))
      .given("x", x);
  EXPECT_TENSOR_NEAR(gu::tanh(strided_copy(x)), expected_tanh(x), squashing_rounding)
      .unlike("the numbers were read in storage order, past the strides", expected_tanh(stored))
      .given("x", x);
  EXPECT_TENSOR_NEAR(sigmoid(gapped_copy(x)), expected_sigmoid(x), squashing_rounding).given("x", x);
  EXPECT_TENSOR_NEAR(gu::tanh(gapped_copy(x)), expected_tanh(x), squashing_rounding).given("x", x);
  EXPECT_TENSOR_NEAR(sigmoid(make_tensor({}, {0})), Array64(0.5), squashing_rounding);
  EXPECT_TENSOR_NEAR(gu::tanh(make_tensor({}, {0})), Array64(0.0), squashing_rounding);
  EXPECT_SHAPE(sigmoid(make_tensor({0, 3}, {})).shape(), {0, 3});
  EXPECT_SHAPE(gu::tanh(make_tensor({0, 3}, {})).shape(), {0, 3});
}

// Both are recorded under their own names.
// Input: [2, 3]
// Lesson: "What is recorded"
TEST(Squashing, IsRecorded) {
  Tensor x = filled_tensor({2, 3}, -1);
  Recording recording;
  x.set_requires_grad(true);
  const Tensor probability = sigmoid(x);
  EXPECT_TEXT(recording.last(probability, x), "sigmoid of [2, 3]")
      .because("end with recorded(), and return what it returns")
      .unlike("sigmoid was not recorded", Value("nothing, but the result is not tied to x"))
      .unlike("the recorded result was thrown away", Value("sigmoid of [2, 3], but the result is not tied to x"));
  const Tensor squashed = gu::tanh(x);
  EXPECT_TEXT(recording.last(squashed, x), "tanh of [2, 3]")
      .unlike("tanh was not recorded", Value("sigmoid of [2, 3], but the result is not tied to x"))
      .unlike("the recorded result was thrown away", Value("tanh of [2, 3], but the result is not tied to x"));
}

// One tensor is allocated, the result.
// Input: [8, 16]
// Lesson: "What it costs"
TEST(Squashing, AllocatesTheResultOnly) {
  const Tensor x = filled_tensor({8, 16}, -1);
  const MemoryScope memory;
  Tensor y = sigmoid(x);
  EXPECT_COUNT(memory.peak_bytes(), 8 * 16 * 4).because("128 floats of 4 bytes, and nothing besides");
  y = Tensor();
  y = gu::tanh(x);
  EXPECT_COUNT(memory.peak_bytes(), 8 * 16 * 4).because("128 floats of 4 bytes, and nothing besides");
}

}  // namespace
