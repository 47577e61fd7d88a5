#include "gradients.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto arithmetic_rounding = tolerance(2e-6, "a few float32 operations; the differences are good to 1e-9");
const std::string not_summed_over_axes = "the gradient was not summed over the broadcast axes";

Tensor add_both(const Inputs& x) {
  return add(x[0], x[1]);
}
Tensor subtract_both(const Inputs& x) {
  return subtract(x[0], x[1]);
}
Tensor multiply_both(const Inputs& x) {
  return multiply(x[0], x[1]);
}
Tensor divide_both(const Inputs& x) {
  return divide(x[0], x[1]);
}

// What broadcasting stretched is summed: missing leading axes, and axes of size 1, which stay.
// Input: g = 0 ... 5 as [2, 3], to [3], [1, 3], [2, 1], [1, 1], [], [2, 3]
// Lesson: "Broadcasting backwards"
TEST(SumToShape, SumsEveryStretchedAxis) {
  const Tensor g = counting_tensor({2, 3});
  EXPECT_SHAPE(sum_to_shape(g, {3}).shape(), {3}).unlike(not_summed_over_axes, shape_value({2, 3}));
  EXPECT_TENSOR_EQ(sum_to_shape(g, {3}), make_tensor({3}, {3, 5, 7}))
      .because("b[j] took part in both rows, so it is answerable for both")
      .unlike("one row of the gradient was taken instead of the sum", make_tensor({3}, {0, 1, 2}))
      .unlike("the gradient was averaged over the broadcast axes", make_tensor({3}, {1.5, 2.5, 3.5}));
  EXPECT_TENSOR_EQ(sum_to_shape(g, {1, 3}), make_tensor({1, 3}, {3, 5, 7}));
  EXPECT_TENSOR_EQ(sum_to_shape(g, {2, 1}), make_tensor({2, 1}, {3, 12}))
      .because("an axis of size 1 was stretched too; it stays in the shape")
      .unlike("only missing leading axes were summed, not those of size 1", g)
      .unlike("one row of the gradient was taken instead of the sum", make_tensor({2, 1}, {0, 3}));
  EXPECT_TENSOR_EQ(sum_to_shape(g, {1, 1}), make_tensor({1, 1}, {15}));
  EXPECT_TENSOR_EQ(sum_to_shape(g, {}), filled_tensor({}, 15));
  EXPECT_TENSOR_EQ(sum_to_shape(g, {2, 3}), g)
      .because("nothing was stretched; an empty list of axes would mean all of them to sum()");
}

// Leading axes and inner ones may be stretched at once; the gradient may be a view; sizes 1 that stayed 1 are kept.
// Input: g [2, 3, 4] with other strides to [3, 1]; [2, 1, 3] to [1, 3]; [0, 3] to [3]
// Lesson: "Broadcasting backwards"
TEST(SumToShape, TakesAnyMixtureOfAxes) {
  Generator generator = test_generator(1);
  const Tensor g = random_tensor({2, 3, 4}, generator);
  EXPECT_TENSOR_NEAR(sum_to_shape(strided_copy(g), {3, 1}), textbook::sum_to(g, {3, 1}), arithmetic_rounding);
  EXPECT_TENSOR_NEAR(sum_to_shape(strided_copy(g), {1, 4}), textbook::sum_to(g, {1, 4}), arithmetic_rounding);
  EXPECT_TENSOR_EQ(sum_to_shape(counting_tensor({2, 1, 3}), {1, 3}), make_tensor({1, 3}, {3, 5, 7}));
  EXPECT_TENSOR_EQ(sum_to_shape(counting_tensor({1, 1, 2}), {2}), make_tensor({2}, {0, 1}))
      .because("a leading axis of size 1 is dropped");
  EXPECT_TENSOR_EQ(sum_to_shape(counting_tensor({0, 3}), {3}), filled_tensor({3}, 0)).because("nothing adds up to 0");
}

// A shape that does not broadcast to the gradient's is refused.
// Input: g [2, 3] to [2], to [4, 2, 3], to [3, 3]
// Lesson: "Broadcasting backwards"
TEST(SumToShape, RefusesShapesThatDoNotBroadcast) {
  const Tensor g = counting_tensor({2, 3});
  EXPECT_SHAPE(sum_to_shape(g, {3}).shape(), {3});
  EXPECT_THROWS(sum_to_shape(g, {2}), std::invalid_argument, "[2]", "[2, 3]");
  EXPECT_THROWS(sum_to_shape(g, {4, 2, 3}), std::invalid_argument);
  EXPECT_THROWS(sum_to_shape(g, {3, 3}), std::invalid_argument);
}

// a + b passes the gradient to both, a - b passes it to b with the other sign.
// Input: a [2, 3], b [2, 3], random weights
// Lesson: "Arithmetic"
TEST(AddAndSubtractRules, PassTheGradientOn) {
  const auto [a, b, g] = random_pair(2, {2, 3}, {2, 3}, {2, 3});
  const auto sums = gradients_of(add_both, {a, b}, g);
  EXPECT_TENSOR_EQ(sums[0], g);
  EXPECT_TENSOR_EQ(sums[1], g);
  const auto gaps = gradients_of(subtract_both, {a, b}, g);
  EXPECT_TENSOR_EQ(gaps[0], g);
  EXPECT_TENSOR_EQ(gaps[1], to_tensor_map(g, std::negate<>()))
      .unlike("the gradient of what is subtracted kept its sign", g);
}

// Each factor's gradient is weighted by the other factor.
// Input: a and b [2, 3], random
// Lesson: "Arithmetic"
TEST(MultiplyRule, WeightsByTheOtherFactor) {
  const auto [a, b, g] = random_pair(3, {2, 3}, {2, 3}, {2, 3});
  const auto gradients = gradients_of(multiply_both, {a, b}, g);
  const std::string swapped = "each factor's gradient was weighted by the factor itself";
  EXPECT_TENSOR_NEAR(gradients[0], differences_by_left(std::multiplies<>(), a, b, g), arithmetic_rounding)
      .unlike(swapped, differences_by_left(std::multiplies<>(), b, a, g))
      .given("a", a)
      .given("b", b);
  EXPECT_TENSOR_NEAR(gradients[1], differences_by_right(std::multiplies<>(), a, b, g), arithmetic_rounding)
      .unlike(swapped, differences_by_right(std::multiplies<>(), b, a, g));
}

// a / b falls when b grows: the gradient of b is -a / b^2.
// Input: a [2, 3] in [-1, 1), b [2, 3] in [1, 2), random
// Lesson: "Arithmetic"
TEST(DivideRule, HasTheSignAndTheSquareOfTheDivisor) {
  const auto [a, b, g] = random_pair(4, {2, 3}, {2, 3}, {2, 3}, 1, 2);
  const auto gradients = gradients_of(divide_both, {a, b}, g);
  // Named anew: a lambda may not catch a structured binding by itself (clang 15).
  const auto by_b = [&top = a, &divisor = b, &weights = g](const std::function<double(double, double)>& slope) {
    return textbook::combine(weights, textbook::combine(top, divisor, slope), std::multiplies<>());
  };
  EXPECT_TENSOR_NEAR(gradients[0], differences_by_left(std::divides<>(), a, b, g), arithmetic_rounding).given("b", b);
  EXPECT_TENSOR_NEAR(gradients[1], differences_by_right(std::divides<>(), a, b, g), arithmetic_rounding)
      .because("d(a b^-1)/db = -a b^-2")
      .unlike("the gradient of the divisor lost its minus sign", by_b([](double x, double y) { return x / (y * y); }))
      .unlike("the gradient of the divisor was not divided by its square",
              by_b([](double x, double y) { return -x / y; }))
      .given("a", a);
}

// The gradient of a broadcast operand is summed back to that operand's shape, by the rule itself.
// Input: a [2, 3] with b [3], [2, 1] and []; both ways round; all four operations
// Lesson: "Broadcasting backwards"
TEST(BinaryRules, SumOverBroadcastAxes) {
  using Formula = std::function<double(double, double)>;
  struct Case {
    BackwardRule rule;
    std::function<Tensor(const Inputs&)> operation;
    Formula formula;
  };
  const std::vector<Case> cases{{add_rule, add_both, std::plus<>()},
                                {subtract_rule, subtract_both, std::minus<>()},
                                {multiply_rule, multiply_both, std::multiplies<>()},
                                {divide_rule, divide_both, std::divides<>()}};
  Generator generator = test_generator(5);
  const Tensor wide = random_tensor({2, 3}, generator, 1, 2);
  const Tensor g = random_tensor({2, 3}, generator);
  const std::vector<Shape> narrow_shapes{{3}, {2, 1}, {}};
  for (const auto& [rule, operation, formula] : cases) {
    for (const Shape& shape : narrow_shapes) {
      const Tensor narrow = random_tensor(shape, generator, 1, 2);
      EXPECT_TEXT(to_text(answered_shape(rule, node_with({wide, narrow}, wide), 1)), to_text(shape))
          .unlike(not_summed_over_axes, shape_value({2, 3}));
      EXPECT_TEXT(to_text(answered_shape(rule, node_with({narrow, wide}, wide), 0)), to_text(shape))
          .unlike(not_summed_over_axes, shape_value({2, 3}));
      const auto right = gradients_of(operation, {wide, narrow}, g);
      EXPECT_TENSOR_NEAR(right[0], differences_by_left(formula, wide, narrow, g), arithmetic_rounding);
      EXPECT_TENSOR_NEAR(right[1], differences_by_right(formula, wide, narrow, g), arithmetic_rounding);
      const auto left = gradients_of(operation, {narrow, wide}, g);
      EXPECT_TENSOR_NEAR(left[0], differences_by_left(formula, narrow, wide, g), arithmetic_rounding);
      EXPECT_TENSOR_NEAR(left[1], differences_by_right(formula, narrow, wide, g), arithmetic_rounding);
    }
  }
}

// An input that wants no gradient gets none, and none is computed for it.
// Input: each of the four operations with a constant on either side; of [2, 1] and [1, 3], both stretched
// Lesson: "What it costs"
TEST(BinaryRules, SkipInputsThatWantNoGradient) {
  const Tensor x = filled_tensor({2}, 1);
  for (const BackwardRule& rule :
       {BackwardRule(add_rule), BackwardRule(subtract_rule), BackwardRule(multiply_rule), BackwardRule(divide_rule)}) {
    EXPECT_TEXT(answered_inputs(rule, node_with({x, x}, x)), "0 1");
    EXPECT_TEXT(answered_inputs(rule, node_with({x, x}, x, {}, {1})), "0")
        .unlike("a gradient was computed that nobody wants", Value(std::string("0 1")));
    EXPECT_TEXT(answered_inputs(rule, node_with({x, x}, x, {}, {0})), "1");
    for (const std::size_t constant : {0U, 1U}) {
      EXPECT_BETWEEN(
          tensors_saved(rule, {filled_tensor({2, 1}, 1), filled_tensor({1, 3}, 1)}, filled_tensor({2, 3}, 1), constant),
          1, 100)
          .because("a gradient that nobody wants is not even summed: ask before computing")
          .unlike("a gradient was computed and then thrown away", 0.0);
    }
  }
}

// Each slope against the formula's own differences, away from corners and poles.
// Input: x [2, 3] uniform in [0.5, 1.5)
// Lesson: "Arithmetic"
TEST(UnaryRules, EqualFiniteDifferences) {
  Generator generator = test_generator(6);
  const Tensor x = random_tensor({2, 3}, generator, 0.5, 1.5);
  const Tensor g = random_tensor({2, 3}, generator);
  const auto by = [&](const std::function<double(double)>& slope) { return slopes(x, g, slope); };
  EXPECT_TENSOR_NEAR(gradient_of(gu::negate, x, g), differences([](double v) { return -v; }, x, g),
                     arithmetic_rounding);
  EXPECT_TENSOR_NEAR(gradient_of(gu::exp, x, g), differences([](double v) { return std::exp(v); }, x, g),
                     arithmetic_rounding)
      .unlike("the gradient of exp was weighted by its input, not by its output", by([](double v) { return v; }));
  EXPECT_TENSOR_NEAR(gradient_of(gu::log, x, g), differences([](double v) { return std::log(v); }, x, g),
                     arithmetic_rounding)
      .unlike("the gradient of log was divided by log(x), not by x", by([](double v) { return 1 / std::log(v); }));
  EXPECT_TENSOR_NEAR(gradient_of(gu::sqrt, x, g), differences([](double v) { return std::sqrt(v); }, x, g),
                     arithmetic_rounding)
      .unlike("the 2 in the slope of sqrt was forgotten", by([](double v) { return 1 / std::sqrt(v); }));
  EXPECT_TENSOR_NEAR(gradient_of(gu::abs, x, g), g, exactly());
  const Tensor below = to_tensor_map(x, std::negate<>());
  EXPECT_TENSOR_NEAR(gradient_of(gu::abs, below, g), differences([](double v) { return std::abs(v); }, below, g),
                     arithmetic_rounding);
  EXPECT_TENSOR_EQ(gradient_of(gu::abs, below, g), to_tensor_map(g, std::negate<>()))
      .unlike("abs passed the gradient on without the sign of x", g);
}

// The slope of x^e is e x^(e - 1), for any exponent.
// Input: x in [0.5, 1.5), exponents 3, 0.5, -2
// Lesson: "Arithmetic"
TEST(PowerRule, LowersTheExponentByOne) {
  Generator generator = test_generator(7);
  const Tensor x = random_tensor({4}, generator, 0.5, 1.5);
  const Tensor g = random_tensor({4}, generator);
  for (const float exponent : {3.0F, 0.5F, -2.0F}) {
    const double e = double{exponent};
    EXPECT_TENSOR_NEAR(gradient_of([&](const Tensor& v) { return power(v, exponent); }, x, g),
                       differences([e](double v) { return std::pow(v, e); }, x, g),
                       tolerance(1e-5, "float32 pow, slopes up to 2 * 0.5^-3 = 16"))
        .unlike("the factor e was forgotten in e x^(e - 1)", slopes(x, g, [e](double v) { return std::pow(v, e - 1); }))
        .unlike("the exponent was not lowered by one", slopes(x, g, [e](double v) { return e * std::pow(v, e); }));
  }
}

// Corners: abs is flat at 0, x^0 and x^1 have slopes 0 and 1 there, and none is NaN; sqrt is infinitely steep.
// Input: x = 0 and x = -0
// Lesson: "Arithmetic"
TEST(UnaryRules, AreDefinedAtZero) {
  const Tensor zero = make_tensor({2}, {0, -0.0F});
  const Tensor ones = filled_tensor({2}, 1);
  EXPECT_TENSOR_EQ(gradient_of(gu::abs, zero, ones), filled_tensor({2}, 0))
      .because("the mean of the slopes on both sides")
      .unlike("abs took the slope of one side at its corner", filled_tensor({2}, 1))
      .unlike("abs took the slope of one side at its corner", filled_tensor({2}, -1))
      .given("zero", zero);
  EXPECT_TENSOR_EQ(gradient_of([](const Tensor& x) { return power(x, 0); }, zero, ones), filled_tensor({2}, 0))
      .because("x^0 is constant; 0 * 0^-1 would be NaN")
      .unlike("0 times infinity was computed for the exponent 0", filled_tensor({2}, not_a_number))
      .given("zero", zero);
  EXPECT_TENSOR_EQ(gradient_of([](const Tensor& x) { return power(x, 1); }, zero, ones), ones).given("zero", zero);
  EXPECT_TENSOR_EQ(gradient_of(gu::sqrt, filled_tensor({1}, 0), filled_tensor({1}, 1)), filled_tensor({1}, infinity));
  EXPECT_TENSOR_EQ(gradient_of([](const Tensor& x) { return power(x, 2); }, zero, ones), filled_tensor({2}, 0))
      .given("zero", zero);
}

// Diamonds of real operations: x * x + x, and a / (a + b).
// Input: x = 3; a = 1, b = 2
// Lesson: "A worked example"
TEST(ArithmeticRules, WorkTogether) {
  const Tensor x =
      gradient_of([](const Tensor& v) { return add(multiply(v, v), v); }, filled_tensor({}, 3), filled_tensor({}, 1));
  EXPECT_SCALAR_NEAR(x(), 7, exactly()).because("2 x + 1");
  const auto gradients = gradients_of([](const Inputs& v) { return divide(v[0], add(v[0], v[1])); },
                                      {filled_tensor({}, 1), filled_tensor({}, 2)}, filled_tensor({}, 1));
  EXPECT_SCALAR_NEAR(gradients[0](), 2.0 / 9, arithmetic_rounding).because("b / (a + b)^2");
  EXPECT_SCALAR_NEAR(gradients[1](), -1.0 / 9, arithmetic_rounding).because("-a / (a + b)^2");
}

}  // namespace
