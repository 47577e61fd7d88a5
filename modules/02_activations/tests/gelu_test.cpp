#include "elementwise_formulas.hpp"
#include "gu/activations.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance gelu_rounding = tolerance(1e-6, "erf or tanh and four products in float32");
const double pi = std::acos(-1.0);

double normal_distribution(double x) {
  return (1 + std::erf(x / std::sqrt(2.0))) / 2;
}

Array64 expected_gelu(const Array64& x) {
  return textbook::map(x, [](double value) { return value * normal_distribution(value); });
}

Array64 expected_gelu_tanh(const Array64& x, double scale = std::sqrt(2 / pi), double cubic = 0.044715) {
  return textbook::map(
      x, [&](double value) { return value * (1 + std::tanh(scale * (value + cubic * std::pow(value, 3)))) / 2; });
}

Array64 sigmoid_approximation(const Array64& x) {
  return textbook::map(x, [](double value) { return value / (1 + std::exp(-1.702 * value)); });
}

// -8, -7.75, ..., 8
Tensor grid() {
  std::vector<float> points;
  for (int i = -32; i <= 32; ++i) points.push_back(static_cast<float>(i) / 4);
  return make_tensor({65}, points);
}

// gelu(x) is x times the share of a normal distribution that lies below x: 84.13 % below 1, 97.72 % below 2.
// Input: [0, 1, -1, 2, -2], with Phi(1) and Phi(2) from any table of the normal distribution
// Lesson: "GELU"
TEST(Gelu, MultipliesByTheNormalDistribution) {
  const Tensor x = make_tensor({5}, {0, 1, -1, 2, -2});
  const double at_1 = 0.8413447461;
  const double at_2 = 0.9772498681;
  EXPECT_TENSOR_NEAR(gelu(x), Array64({5}, {0, at_1, at_1 - 1, 2 * at_2, 2 * at_2 - 2}), gelu_rounding)
      .because("Phi(-x) = 1 - Phi(x)")
      .unlike("the tanh approximation was computed where the exact form was asked for", expected_gelu_tanh(x))
      .unlike("x * sigmoid(1.702 x) was computed, a cruder approximation", sigmoid_approximation(x))
      .unlike("erf was taken of x, not of x / sqrt(2)",
              textbook::map(x, [](double v) { return v * (1 + std::erf(v)) / 2; }))
      .unlike("the factor 1/2 is missing", Array64({5}, {0, 2 * at_1, 2 * at_1 - 2, 4 * at_2, 4 * at_2 - 4}))
      .unlike("Phi(x) was returned, not multiplied by x", Array64({5}, {0.5, at_1, 1 - at_1, at_2, 1 - at_2}))
      .unlike("the wrong side was kept: x * Phi(-x)", Array64({5}, {0, 1 - at_1, -at_1, 2 - 2 * at_2, -2 * at_2}))
      .given("x", x);
}

// The exact form, over the whole range where it is neither 0 nor x.
// Input: -8, -7.75, ..., 8
// Lesson: "GELU"
TEST(Gelu, IsExactEverywhere) {
  const Tensor x = grid();
  EXPECT_TENSOR_NEAR(gelu(x), expected_gelu(x), gelu_rounding)
      .unlike("the tanh approximation was computed where the exact form was asked for", expected_gelu_tanh(x))
      .unlike("x * sigmoid(1.702 x) was computed, a cruder approximation", sigmoid_approximation(x))
      .given("x", x);
}

// Unlike relu, gelu falls below 0 and rises again: its lowest value is -0.16997, at x = -0.7518.
// Input: 257 numbers from -1 to 0
// Lesson: "GELU"
TEST(Gelu, HasItsMinimumLeftOfZero) {
  std::vector<float> points;
  for (int i = -256; i <= 0; ++i) points.push_back(static_cast<float>(i) / 256);
  const Array64 y = gelu(make_tensor({257}, points));
  const auto lowest = std::min_element(y.values.begin(), y.values.end());
  const double lowest_value = *lowest;
  EXPECT_SCALAR_NEAR(lowest_value, -0.16997, tolerance(1e-5, "the minimum as given, five digits"))
      .unlike("there is no minimum left of 0: this is relu", 0.0);
  const double x_of_the_lowest_value = points[static_cast<std::size_t>(lowest - y.values.begin())];
  EXPECT_SCALAR_NEAR(x_of_the_lowest_value, -0.7518, tolerance(1.0 / 256, "the distance of two points"));
}

// The tanh form has the constants of the paper.
// Input: -8, -7.75, ..., 8
// Lesson: "GELU"
TEST(GeluTanh, HasTheConstantsOfThePaper) {
  const Tensor x = grid();
  EXPECT_TENSOR_NEAR(gelu_tanh(x), expected_gelu_tanh(x), gelu_rounding)
      .unlike("the exact form was computed where the tanh form was asked for", expected_gelu(x))
      .unlike("x * sigmoid(1.702 x) was computed, a cruder approximation", sigmoid_approximation(x))
      .unlike("the cubic term has the wrong coefficient: 0.44715", expected_gelu_tanh(x, std::sqrt(2 / pi), 0.44715))
      .unlike("the cubic term has the wrong coefficient: 0.0044715",
              expected_gelu_tanh(x, std::sqrt(2 / pi), 0.0044715))
      .unlike("the cubic term is missing", expected_gelu_tanh(x, std::sqrt(2 / pi), 0))
      .unlike("2 / pi was used without its square root", expected_gelu_tanh(x, 2 / pi))
      .unlike("the root was taken of 2 alone, not of 2 / pi", expected_gelu_tanh(x, std::sqrt(2.0) / pi))
      .unlike("sqrt(2 pi) was used for sqrt(2 / pi)", expected_gelu_tanh(x, std::sqrt(2 * pi)))
      .unlike("sqrt(pi / 2) was used for sqrt(2 / pi)", expected_gelu_tanh(x, std::sqrt(pi / 2)))
      .unlike("x was squared, not cubed", textbook::map(x,
                                                        [](double v) {
                                                          const double inner = v + 0.044715 * v * v;
                                                          return v * (1 + std::tanh(std::sqrt(2 / pi) * inner)) / 2;
                                                        }))
      .given("x", x);
}

// The two forms differ, though never by more than 4.8e-4.
// Input: -8, -7.75, ..., 8 and 2.7, near which they differ most
// Lesson: "GELU"
TEST(GeluTanh, DiffersFromTheExactForm) {
  const Tensor x = make_tensor({1}, {2.7F});
  const double difference_at_2_7 = std::abs(double{gelu_tanh(x)(0)} - double{gelu(x)(0)});
  EXPECT_BETWEEN(difference_at_2_7, 4.6e-4, 4.8e-4)
      .because("a model trained with one form answers a little differently with the other")
      .unlike("both forms are the same function", 0.0)
      .given("x", x);
  const Array64 apart =
      textbook::combine(gelu_tanh(grid()), gelu(grid()), [](double a, double b) { return std::abs(a - b); });
  const double largest_difference = *std::max_element(apart.values.begin(), apart.values.end());
  EXPECT_BETWEEN(largest_difference, 4e-4, 4.8e-4).given("x", grid());
}

// Far out gelu is 0 on the left and x on the right.
// Input: +-10, +-100, +-1e4, +-1e30
// Lesson: "Tails"
TEST(GeluForms, DoNotOverflow) {
  const Tensor x = make_tensor({8}, {-10, 10, -100, 100, -1e4F, 1e4F, -1e30F, 1e30F});
  const auto expected = [] { return Array64({8}, {0, 10, 0, 100, 0, 1e4, 0, double{1e30F}}); };
  EXPECT_TENSOR_NEAR(gelu(x), expected(), gelu_rounding).given("x", x);
  // Every step rounded to float32, as a student's would be.
  const auto by_exponentials = [](double value) {
    const auto v = static_cast<float>(value);
    const float e = std::exp(2 * 0.7978846F * (v + 0.044715F * v * v * v));
    return double{v * (1 + (e - 1) / (e + 1)) / 2};
  };
  EXPECT_TENSOR_NEAR(gelu_tanh(x), expected(), gelu_rounding)
      .because("x^3 may overflow: tanh(inf) is 1, but (e^inf - 1) / (e^inf + 1) is NaN")
      .unlike("tanh was written with e^2x, which overflows", textbook::map(x, by_exponentials))
      .given("x", x);
}

// A NaN stays a NaN.
// Input: [1, NaN, -1]
// Lesson: "Not a number"
TEST(GeluForms, LetNaNThrough) {
  const Tensor x = make_tensor({3}, {1, not_a_number, -1});
  EXPECT_TENSOR_EQ(nan_places(gelu(x)), Array64({3}, {0, 1, 0}))
      .given(nan_expected, Array64({3}, {0, 1, 0}))
      .given("x", x);
  EXPECT_TENSOR_EQ(nan_places(gelu_tanh(x)), Array64({3}, {0, 1, 0}))
      .given(nan_expected, Array64({3}, {0, 1, 0}))
      .given("x", x);
}

// The result has memory of its own, and the input is afterwards what it was.
// Input: [-1, 2, -3, 4]
// Lesson: "Pitfalls"
TEST(GeluForms, LeaveTheInputAlone) {
  const Tensor x = make_tensor({4}, {-1, 2, -3, 4});
  const Tensor exact = gelu(x);
  EXPECT_TENSOR_EQ(x, Array64({4}, {-1, 2, -3, 4}))
      .unlike("the input was overwritten: the result is a view of its storage",
              expected_gelu(Array64({4}, {-1, 2, -3, 4})));
  EXPECT_TRUTH(exact.storage() == x.storage(), false);
  const Tensor approximate = gelu_tanh(x);
  EXPECT_TENSOR_EQ(x, Array64({4}, {-1, 2, -3, 4}))
      .unlike("the input was overwritten: the result is a view of its storage",
              expected_gelu_tanh(Array64({4}, {-1, 2, -3, 4})));
  EXPECT_TRUTH(approximate.storage() == x.storage(), false);
}

// Views are read by their strides and their offset; every shape is allowed.
// Input: [2, 3] column by column and with gaps; [], [0, 3]
// Lesson: "Pitfalls"
TEST(GeluForms, ReadAnyLayoutAndShape) {
  const Tensor x = make_tensor({2, 3}, {-1, 2, -3, 0.5F, -0.25F, 1.5F});
  EXPECT_TENSOR_NEAR(gelu(strided_copy(x)), expected_gelu(x), gelu_rounding)
      .unlike("the numbers were read in storage order, past the strides",
              expected_gelu(Array64({2, 3}, {-1, 0.5, 2, -0.25, -3, 1.5})))
      .given("x", x);
  EXPECT_TENSOR_NEAR(gelu_tanh(strided_copy(x)), expected_gelu_tanh(x), gelu_rounding)
      .unlike("the numbers were read in storage order, past the strides",
              expected_gelu_tanh(Array64({2, 3}, {-1, 0.5, 2, -0.25, -3, 1.5})))
      .given("x", x);
  EXPECT_TENSOR_NEAR(gelu(gapped_copy(x)), expected_gelu(x), gelu_rounding).given("x", x);
  EXPECT_TENSOR_NEAR(gelu_tanh(gapped_copy(x)), expected_gelu_tanh(x), gelu_rounding).given("x", x);
  EXPECT_TENSOR_NEAR(gelu(make_tensor({}, {1})), Array64(0.8413447461), gelu_rounding);
  EXPECT_SHAPE(gelu_tanh(make_tensor({}, {1})).shape(), {});
  EXPECT_SHAPE(gelu(make_tensor({0, 3}, {})).shape(), {0, 3});
  EXPECT_SHAPE(gelu_tanh(make_tensor({0, 3}, {})).shape(), {0, 3});
}

// Both are recorded, each under its own name: their gradients differ.
// Input: [2, 3]
// Lesson: "What is recorded"
TEST(GeluForms, AreRecorded) {
  Tensor x = filled_tensor({2, 3}, -1);
  Recording recording;
  x.set_requires_grad(true);
  const Tensor exact = gelu(x);
  EXPECT_TEXT(recording.last(exact, x), "gelu of [2, 3]")
      .because("end with recorded(), and return what it returns")
      .unlike("gelu was not recorded", Value("nothing, but the result is not tied to x"))
      .unlike("the recorded result was thrown away", Value("gelu of [2, 3], but the result is not tied to x"))
      .unlike("it was recorded under the name of the other form", Value("gelu_tanh of [2, 3]"));
  const Tensor approximate = gelu_tanh(x);
  EXPECT_TEXT(recording.last(approximate, x), "gelu_tanh of [2, 3]")
      .unlike("gelu_tanh was not recorded", Value("gelu of [2, 3], but the result is not tied to x"))
      .unlike("the recorded result was thrown away", Value("gelu_tanh of [2, 3], but the result is not tied to x"))
      .unlike("it was recorded under the name of the other form", Value("gelu of [2, 3]"));
}

// One tensor is allocated, the result.
// Input: [8, 16]
// Lesson: "What it costs"
TEST(GeluForms, AllocateTheResultOnly) {
  const Tensor x = filled_tensor({8, 16}, -1);
  const MemoryScope memory;
  Tensor y = gelu(x);
  EXPECT_COUNT(memory.peak_bytes(), 8 * 16 * 4)
      .because("128 floats of 4 bytes: a tensor for each of its steps would be five");
  y = Tensor();
  y = gelu_tanh(x);
  EXPECT_COUNT(memory.peak_bytes(), 8 * 16 * 4)
      .because("128 floats of 4 bytes: a tensor for each of its steps would be nine");
}

}  // namespace
