#include "elementwise_formulas.hpp"
#include "gu/activations.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance gates_rounding = tolerance(1e-6, "an exponential and three roundings in float32");

Array64 expected_silu(const Array64& x) {
  return textbook::map(x, [](double value) { return value / (1 + std::exp(-value)); });
}

// In float64 nothing here is large or small enough to need care, save that the formula must not be the student's.
Array64 expected_softplus(const Array64& x) {
  return textbook::map(x, [](double value) { return value > 700 ? value : std::log1p(std::exp(value)); });
}

// silu(log 3) is log 3 times 3/4.
// Input: [0, log 3, -log 3, 1, 5], and 60 random numbers
// Lesson: "Gates"
TEST(Silu, MultipliesXByItsSigmoid) {
  const float log_3 = std::log(3.0F);
  const auto l = double{log_3};
  const Tensor x = make_tensor({5}, {0, log_3, -log_3, 1, 5});
  EXPECT_TENSOR_NEAR(silu(x), Array64({5}, {0, 0.75 * l, -0.25 * l, 0.7310585786, 4.9665357}), gates_rounding)
      .because("sigmoid(x) is how far the gate stands open, x is what goes through")
      .unlike("sigmoid was returned: x itself is missing", Array64({5}, {0.5, 0.75, 0.25, 0.7310585786, 0.9933071}))
      .unlike("the gate has the wrong sign: x * sigmoid(-x)",
              Array64({5}, {0, 0.25 * l, -0.75 * l, 0.2689414214, 0.0334643}))
      .unlike("x * sigmoid(1.702 x) was computed, which approximates gelu",
              textbook::map(x, [](double v) { return v / (1 + std::exp(-1.702 * v)); }))
      .unlike("the gate is tanh(x), not sigmoid(x)", textbook::map(x, [](double v) { return v * std::tanh(v); }))
      .given("x", x);
  Generator generator = test_generator(21);
  const Tensor random = random_tensor({3, 4, 5}, generator, -6, 6);
  EXPECT_TENSOR_NEAR(silu(random), expected_silu(random), gates_rounding).given("x", random);
}

// Far out silu is 0 on the left and x on the right.
// Input: +-89, +-1e4, +-1e30
// Lesson: "Tails"
TEST(Silu, DoesNotOverflow) {
  const Tensor x = make_tensor({6}, {-89, 89, -1e4F, 1e4F, -1e30F, 1e30F});
  EXPECT_TENSOR_NEAR(silu(x), Array64({6}, {0, 89, 0, 1e4, 0, double{1e30F}}), gates_rounding)
      .unlike("x e^x / (1 + e^x) was computed, which is inf / inf far to the right",
              in_float(x, [](float v) { return v * std::exp(v) / (1 + std::exp(v)); }))
      .unlike("x e^x / (1 + e^x) was computed, which is inf / inf far to the right",
              in_float(x, [](float v) { return v * (std::exp(v) / (1 + std::exp(v))); }))
      .given("x", x);
}

// The left tail keeps its digits.
// Input: [-18, -40, -80]
// Lesson: "Tails"
TEST(Silu, KeepsTheDigitsOfItsLeftTail) {
  const Tensor x = make_tensor({3}, {-18, -40, -80});
  EXPECT_TENSOR_NEAR(silu(x), expected_silu(x), to_six_digits())
      .unlike("a number near 1 was subtracted from 1, so the small tail was rounded away", Array64({3}, {0, 0, 0}))
      .given("x", x);
}

// softplus(0) is log 2, softplus(log 3) is log 4.
// Input: [0, log 3, -log 3, 6, 10], and 60 random numbers
// Lesson: "Gates"
TEST(Softplus, IsARectifierWithoutTheCorner) {
  const float log_3 = std::log(3.0F);
  const Tensor x = make_tensor({5}, {0, log_3, -log_3, 6, 10});
  EXPECT_TENSOR_NEAR(softplus(x),
                     Array64({5}, {std::log(2.0), std::log(4.0), std::log(4.0 / 3), 6.0024757, 10.0000454}),
                     gates_rounding)
      .because("softplus(x) = log(1 + e^x)")
      .unlike("x was cut at 0: this is relu", Array64({5}, {0, std::log(3.0), 0, 6, 10}))
      .unlike("log(1 + e^-|x|) was returned without max(x, 0)",
              textbook::map(x, [](double v) { return std::log1p(std::exp(-std::abs(v))); }))
      .unlike("the exponent has the wrong sign: log(1 + e^-x)",
              textbook::map(x, [](double v) { return std::log1p(std::exp(-v)); }))
      .unlike("|x| was added where max(x, 0) belongs",
              textbook::map(x, [](double v) { return std::abs(v) + std::log1p(std::exp(-std::abs(v))); }))
      .unlike("x itself was returned from too early on",
              textbook::map(x, [](double v) { return v > 5 ? v : std::log1p(std::exp(v)); }))
      .given("x", x);
  Generator generator = test_generator(22);
  const Tensor random = random_tensor({3, 4, 5}, generator, -6, 6);
  EXPECT_TENSOR_NEAR(softplus(random), expected_softplus(random), gates_rounding).given("x", random);
}

// Far to the right softplus is x, although e^x is infinite there.
// Input: [30, 88, 89, 1e4, 1e30, inf] and the same to the left
// Lesson: "Tails"
TEST(Softplus, DoesNotOverflow) {
  const Tensor right = make_tensor({6}, {30, 88, 89, 1e4F, 1e30F, infinity});
  EXPECT_TENSOR_NEAR(softplus(right), Array64({6}, {30, 88, 89, 1e4, double{1e30F}, infinity}), gates_rounding)
      .because("log(1 + e^x) = x + log(1 + e^-x), and e^-x cannot overflow here")
      .unlike("e^x was computed for large x, which overflows",
              in_float(right, [](float v) { return std::log(1 + std::exp(v)); }))
      .given("right", right);
  const Tensor left = make_tensor({6}, {-30, -88, -89, -1e4F, -1e30F, -infinity});
  EXPECT_TENSOR_NEAR(softplus(left), Array64({6}, {0, 0, 0, 0, 0, 0}), gates_rounding)
      .unlike("x + log(1 + e^-x) was used on the left too, where e^-x overflows",
              in_float(left, [](float v) { return v + std::log1p(std::exp(-v)); }))
      .given("left", left);
  EXPECT_TENSOR_EQ(softplus(make_tensor({2}, {-infinity, infinity})), Array64({2}, {0, infinity}));
}

// Far to the left softplus is about e^x, and not 0.
// Input: [-18, -40, -80]
// Lesson: "Tails"
TEST(Softplus, KeepsTheDigitsOfItsLeftTail) {
  const Tensor x = make_tensor({3}, {-18, -40, -80});
  EXPECT_TENSOR_NEAR(softplus(x), expected_softplus(x), to_six_digits())
      .because("in float32 1 + 1.5e-8 is 1, whose logarithm is 0")
      .unlike("the digits of the tail were rounded away in a sum with a larger number", Array64({3}, {0, 0, 0}))
      .given("x", x);
}

// A NaN stays a NaN.
// Input: [1, NaN, -1]
// Lesson: "Not a number"
TEST(Gates, LetNaNThrough) {
  const Tensor x = make_tensor({3}, {1, not_a_number, -1});
  EXPECT_TENSOR_EQ(nan_places(silu(x)), Array64({3}, {0, 1, 0}))
      .given(nan_expected, Array64({3}, {0, 1, 0}))
      .given("x", x);
  EXPECT_TENSOR_EQ(nan_places(softplus(x)), Array64({3}, {0, 1, 0}))
      .unlike("a NaN was turned into a number", Array64({3}, {0, 0, 0}))
      .given(nan_expected, Array64({3}, {0, 1, 0}))
      .given("x", x);
}

// The result has memory of its own, and the input is afterwards what it was.
// Input: [-1, 2, -3, 4]
// Lesson: "Pitfalls"
TEST(Gates, LeaveTheInputAlone) {
  const Array64 before({4}, {-1, 2, -3, 4});
  const Tensor x = make_tensor({4}, {-1, 2, -3, 4});
  const Tensor gated = silu(x);
  EXPECT_TENSOR_EQ(x, before).unlike("the input was overwritten: the result is a view of its storage",
                                     expected_silu(before));
  EXPECT_TRUTH(gated.storage() == x.storage(), false);
  const Tensor smooth = softplus(x);
  EXPECT_TENSOR_EQ(x, before).unlike("the input was overwritten: the result is a view of its storage",
                                     expected_softplus(before));
  EXPECT_TRUTH(smooth.storage() == x.storage(), false);
}

// Views are read by their strides and their offset; every shape is allowed.
// Input: [2, 3] column by column and with gaps; [], [0, 3]
// Lesson: "Pitfalls"
TEST(Gates, ReadAnyLayoutAndShape) {
  const Tensor x = make_tensor({2, 3}, {-1, 2, -3, 4, -5, 6});
  const Array64 stored({2, 3}, {-1, 4, 2, -5, -3, 6});
  EXPECT_TENSOR_NEAR(silu(strided_copy(x)), expected_silu(x), gates_rounding)
      .unlike("the numbers were read in storage order, past the strides", expected_silu(stored))
      .given("x", x);
  EXPECT_TENSOR_NEAR(softplus(strided_copy(x)), expected_softplus(x), gates_rounding)
      .unlike("the numbers were read in storage order, past the strides", expected_softplus(stored))
      .given("x", x);
  EXPECT_TENSOR_NEAR(silu(gapped_copy(x)), expected_silu(x), gates_rounding).given("x", x);
  EXPECT_TENSOR_NEAR(softplus(gapped_copy(x)), expected_softplus(x), gates_rounding).given("x", x);
  EXPECT_TENSOR_NEAR(silu(make_tensor({}, {0})), Array64(0.0), gates_rounding);
  EXPECT_TENSOR_NEAR(softplus(make_tensor({}, {0})), Array64(std::log(2.0)), gates_rounding);
  EXPECT_SHAPE(silu(make_tensor({0, 3}, {})).shape(), {0, 3});
  EXPECT_SHAPE(softplus(make_tensor({0, 3}, {})).shape(), {0, 3});
}

// Both are recorded under their own names.
// Input: [2, 3]
// Lesson: "What is recorded"
TEST(Gates, AreRecorded) {
  Tensor x = filled_tensor({2, 3}, -1);
  Recording recording;
  x.set_requires_grad(true);
  const Tensor gated = silu(x);
  EXPECT_TEXT(recording.last(gated, x), "silu of [2, 3]")
      .because("end with recorded(), and return what it returns")
      .unlike("silu was not recorded", Value("nothing, but the result is not tied to x"))
      .unlike("the recorded result was thrown away", Value("silu of [2, 3], but the result is not tied to x"));
  const Tensor smooth = softplus(x);
  EXPECT_TEXT(recording.last(smooth, x), "softplus of [2, 3]")
      .unlike("softplus was not recorded", Value("silu of [2, 3], but the result is not tied to x"))
      .unlike("the recorded result was thrown away", Value("softplus of [2, 3], but the result is not tied to x"));
}

// One tensor is allocated, the result.
// Input: [8, 16]
// Lesson: "What it costs"
TEST(Gates, AllocateTheResultOnly) {
  const Tensor x = filled_tensor({8, 16}, -1);
  const MemoryScope memory;
  Tensor y = silu(x);
  EXPECT_COUNT(memory.peak_bytes(), 8 * 16 * 4).because("128 floats of 4 bytes: sigmoid(x) needs no tensor of its own");
  y = Tensor();
  y = softplus(x);
  EXPECT_COUNT(memory.peak_bytes(), 8 * 16 * 4).because("128 floats of 4 bytes, and nothing besides");
}

}  // namespace
