#include "elementwise_formulas.hpp"
#include "gu/activations.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

Tensor rectifiers_random_input(std::uint64_t salt) {
  Generator generator = test_generator(salt);
  return random_tensor({3, 4, 5}, generator, -2, 2);
}

Array64 expected_relu(const Array64& x) {
  return textbook::map(x, [](double value) { return value > 0 ? value : 0.0; });
}

Array64 expected_leaky(const Array64& x, double slope) {
  return textbook::map(x, [slope](double value) { return value > 0 ? value : slope * value; });
}

// relu keeps what is above 0 and turns everything below into 0.
// Input: [-2, -0.5, 0, 0.5, 3]
// Lesson: "Rectifiers"
TEST(Relu, CutsTheNegativeSide) {
  const Tensor x = make_tensor({5}, {-2, -0.5F, 0, 0.5F, 3});
  EXPECT_TENSOR_EQ(relu(x), Array64({5}, {0, 0, 0, 0.5, 3}))
      .because("relu(x) = max(x, 0)")
      .unlike("the positive side was cut instead of the negative", Array64({5}, {-2, -0.5, 0, 0, 0}))
      .unlike("the absolute value was taken", Array64({5}, {2, 0.5, 0, 0.5, 3}))
      .unlike("a step was returned: 1 where x is positive", Array64({5}, {0, 0, 0, 1, 1}))
      .given("x", x);
  const Tensor random = rectifiers_random_input(1);
  EXPECT_TENSOR_EQ(relu(random), expected_relu(random)).given("x", random);
}

// relu has no upper end, and an infinite input has a well-defined result.
// Input: [3e38, -3e38, inf, -inf, 1e4, -1e4]
// Lesson: "Rectifiers"
TEST(Relu, TheLargestNumbersAreNothingSpecial) {
  const Tensor x = make_tensor({6}, {3e38F, -3e38F, infinity, -infinity, 1e4F, -1e4F});
  const auto largest = double{3e38F};
  const auto nan = double{not_a_number};
  EXPECT_TENSOR_EQ(relu(x), Array64({6}, {largest, 0, infinity, 0, 1e4, 0}))
      .because("compare and choose; arithmetic with 0 or |x| brings inf * 0 and sums that overflow")
      .unlike("x was multiplied by 0 or 1, so -inf became NaN", Array64({6}, {largest, 0, infinity, nan, 1e4, 0}))
      .unlike("(x + |x|) / 2 was computed, whose sum overflows", Array64({6}, {infinity, 0, infinity, nan, 1e4, 0}))
      .given("x", x);
}

// A NaN is a broken computation, and relu must not hide it.
// Input: [1, NaN, -1]
// Lesson: "Not a number"
TEST(Relu, LetsNaNThrough) {
  const Tensor x = make_tensor({3}, {1, not_a_number, -1});
  EXPECT_TENSOR_EQ(nan_places(relu(x)), Array64({3}, {0, 1, 0}))
      .because("every comparison with NaN is false: ask for what you cut, or the NaN is cut with it")
      .unlike("a NaN was turned into 0", Array64({3}, {0, 0, 0}))
      .given(nan_expected, Array64({3}, {0, 1, 0}))
      .given("x", x);
}

// leaky_relu leaves a hundredth of the negative side, unless told another slope.
// Input: [-100, -2, 0, 0.5, 3], slopes 0.01 (default), 0.25, 1 and 0
// Lesson: "Rectifiers"
TEST(LeakyRelu, ScalesTheNegativeSide) {
  const Tensor x = make_tensor({5}, {-100, -2, 0, 0.5F, 3});
  EXPECT_TENSOR_NEAR(leaky_relu(x), Array64({5}, {-1, -0.02, 0, 0.5, 3}), tolerance(1e-7, "0.01 is rounded to float32"))
      .unlike("the slope was applied to the positive side", Array64({5}, {-100, -2, 0, 0.005, 0.03}))
      .unlike("the slope was ignored: this is relu", Array64({5}, {0, 0, 0, 0.5, 3}))
      .unlike("the negative side was divided by the slope", Array64({5}, {-1e4, -200, 0, 0.5, 3}))
      .given("x", x);
  EXPECT_TENSOR_EQ(leaky_relu(x, 0.25F), Array64({5}, {-25, -0.5, 0, 0.5, 3}))
      .unlike("the slope was taken to be 0.01 whatever was asked", Array64({5}, {-1, -0.02, 0, 0.5, 3}))
      .given("x", x);
  EXPECT_TENSOR_EQ(leaky_relu(x, 1), Array64(x)).because("with slope 1 it is the identity").given("x", x);
  EXPECT_TENSOR_EQ(leaky_relu(x, 0), Array64({5}, {0, 0, 0, 0.5, 3})).because("with slope 0 it is relu").given("x", x);
  const Tensor random = rectifiers_random_input(2);
  EXPECT_TENSOR_NEAR(leaky_relu(random, 0.3F), expected_leaky(random, double{0.3F}), tolerance(1e-6, "one product"))
      .given("x", random);
}

// The definition has two branches for every slope, also above 1 and below 0.
// Input: [-3, -1, 2], slopes 2 and -0.5
// Lesson: "Rectifiers"
TEST(LeakyRelu, TakesAnySlope) {
  const Tensor x = make_tensor({3}, {-3, -1, 2});
  EXPECT_TENSOR_EQ(leaky_relu(x, 2), Array64({3}, {-6, -2, 2}))
      .because("max(x, slope * x) is leaky_relu only for slopes up to 1")
      .unlike("max(x, slope * x) was computed, another function for slopes above 1", Array64({3}, {-3, -1, 4}))
      .given("x", x);
  EXPECT_TENSOR_EQ(leaky_relu(x, -0.5F), Array64({3}, {1.5, 0.5, 2})).given("x", x);
}

// Very large numbers and NaN go through leaky_relu as through any product.
// Input: [1e30, -1e30, inf, -inf, NaN]
// Lesson: "Not a number"
TEST(LeakyRelu, ExtremesAndNaN) {
  const Tensor x = make_tensor({4}, {1e30F, -1e30F, infinity, -infinity});
  EXPECT_TENSOR_NEAR(leaky_relu(x, 0.5F), Array64({4}, {1e30, -5e29, infinity, -infinity}), tolerance(1e-6, "1e30F"))
      .given("x", x);
  const Tensor broken = make_tensor({3}, {1, not_a_number, -1});
  EXPECT_TENSOR_EQ(nan_places(leaky_relu(broken)), Array64({3}, {0, 1, 0}))
      .unlike("a NaN was turned into 0", Array64({3}, {0, 0, 0}))
      .given(nan_expected, Array64({3}, {0, 1, 0}))
      .given("broken", broken);
}

// A slope that is no number is refused.
// Input: slopes NaN, inf, -inf; 0.1 is taken
// Lesson: "Rectifiers"
TEST(LeakyRelu, RefusesASlopeThatIsNoNumber) {
  const Tensor x = make_tensor({1}, {-10});
  EXPECT_TENSOR_NEAR(leaky_relu(x, 0.1F), Array64({1}, {-1}), tolerance(1e-6, "0.1 is rounded to float32"))
      .given("x", x);
  EXPECT_THROWS(leaky_relu(x, not_a_number), std::invalid_argument, "nan");
  EXPECT_THROWS(leaky_relu(x, infinity), std::invalid_argument, "inf");
  EXPECT_THROWS(leaky_relu(x, -infinity), std::invalid_argument, "-inf");
}

// The result has memory of its own, and the input is afterwards what it was.
// Input: [-1, 2, -3, 4]
// Lesson: "Pitfalls"
TEST(Rectifiers, LeaveTheInputAlone) {
  const Tensor x = make_tensor({4}, {-1, 2, -3, 4});
  const Tensor cut = relu(x);
  const Tensor leaked = leaky_relu(x);
  EXPECT_TENSOR_EQ(x, Array64({4}, {-1, 2, -3, 4}))
      .because("the caller still needs x, and so will the backward pass")
      .unlike("the input was overwritten: the result is a view of its storage", Array64({4}, {0, 2, 0, 4}));
  EXPECT_TRUTH(cut.storage() == x.storage(), false).because("a result is a tensor of its own");
  EXPECT_TRUTH(leaked.storage() == x.storage(), false);
}

// Views are read by their strides and their offset, and the result is row-major.
// Input: a [2, 3] tensor laid out column by column; the same with gaps between its elements
// Lesson: "Pitfalls"
TEST(Rectifiers, ReadAnyLayout) {
  const Tensor x = make_tensor({2, 3}, {-1, 2, -3, 4, -5, 6});
  EXPECT_TENSOR_EQ(relu(strided_copy(x)), Array64({2, 3}, {0, 2, 0, 4, 0, 6}))
      .unlike("the numbers were read in storage order, past the strides", Array64({2, 3}, {0, 4, 2, 0, 0, 6}))
      .given("x", x);
  EXPECT_TENSOR_EQ(relu(gapped_copy(x)), Array64({2, 3}, {0, 2, 0, 4, 0, 6})).given("x", x);
  EXPECT_TENSOR_EQ(leaky_relu(strided_copy(x), 0.5F), Array64({2, 3}, {-0.5, 2, -1.5, 4, -2.5, 6}))
      .unlike("the numbers were read in storage order, past the strides", Array64({2, 3}, {-0.5, 4, 2, -2.5, -1.5, 6}))
      .given("x", x);
  EXPECT_TENSOR_EQ(leaky_relu(gapped_copy(x), 0.5F), Array64({2, 3}, {-0.5, 2, -1.5, 4, -2.5, 6})).given("x", x);
  EXPECT_INDICES(relu(strided_copy(x)).strides(), {3, 1}).because("results are row-major").given("x", x);
}

// Every shape is allowed: no axes, no elements, one element, many axes.
// Input: [], [0, 3], [1], [2, 1, 3, 1, 2]
// Lesson: "Rectifiers"
TEST(Rectifiers, KeepTheShape) {
  EXPECT_TENSOR_EQ(relu(make_tensor({}, {-4})), Array64(0.0));
  EXPECT_TENSOR_EQ(leaky_relu(make_tensor({}, {-4}), 0.5F), Array64(-2.0));
  EXPECT_SHAPE(relu(make_tensor({0, 3}, {})).shape(), {0, 3});
  EXPECT_SHAPE(leaky_relu(make_tensor({0, 3}, {})).shape(), {0, 3});
  EXPECT_TENSOR_EQ(relu(make_tensor({1}, {7})), Array64({1}, {7}));
  EXPECT_SHAPE(relu(counting_tensor({2, 1, 3, 1, 2})).shape(), {2, 1, 3, 1, 2});
  EXPECT_SHAPE(leaky_relu(counting_tensor({2, 1, 3, 1, 2})).shape(), {2, 1, 3, 1, 2});
}

// Both are recorded under their own names; the slope goes along, because the gradient needs it.
// Input: [2, 3], slope 0.25
// Lesson: "What is recorded"
TEST(Rectifiers, AreRecorded) {
  Tensor x = filled_tensor({2, 3}, -1);
  Recording recording;
  x.set_requires_grad(true);
  const Tensor cut = relu(x);
  EXPECT_TEXT(recording.last(cut, x), "relu of [2, 3]")
      .because("end with recorded(), and return what it returns")
      .unlike("relu was not recorded", Value("nothing, but the result is not tied to x"))
      .unlike("the recorded result was thrown away", Value("relu of [2, 3], but the result is not tied to x"));
  const Tensor leaked = leaky_relu(x, 0.25F);
  EXPECT_TEXT(recording.last(leaked, x), "leaky_relu of [2, 3] numbers 0.25")
      .unlike("leaky_relu was not recorded", Value("relu of [2, 3], but the result is not tied to x"))
      .unlike("the recorded result was thrown away",
              Value("leaky_relu of [2, 3] numbers 0.25, but the result is not tied to x"))
      .unlike("the slope was not recorded", Value("leaky_relu of [2, 3]"));
}

// One tensor is allocated, the result; a view may cost one copy more.
// Input: [8, 16], row-major and column-major
// Lesson: "What it costs"
TEST(Rectifiers, AllocateTheResultOnly) {
  const Tensor x = filled_tensor({8, 16}, -1);
  const Tensor turned = strided_copy(x);
  constexpr Index bytes = Index{8} * 16 * 4;
  {
    const MemoryScope memory;
    const Tensor y = relu(x);
    EXPECT_COUNT(memory.peak_bytes(), bytes).because("128 floats of 4 bytes, and nothing besides");
  }
  const MemoryScope memory;
  const Tensor y = leaky_relu(turned);
  EXPECT_BETWEEN(memory.peak_bytes(), bytes, 2 * bytes).because("at most one copy of a view");
  EXPECT_COUNT(memory.live_bytes(), bytes).because("the copy is gone when the function returns");
}

}  // namespace
