#include "gradients.hpp"
#include "gu/activations.hpp"
#include "gu/gradient_rules.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto activation_rounding = tolerance(3e-6, "a few float32 operations; the differences are good to 1e-9");

using Formula = std::function<double(double)>;

double logistic(double x) {
  return 1 / (1 + std::exp(-x));
}
double normal_distribution(double x) {
  return 0.5 * (1 + std::erf(x / std::sqrt(2.0)));
}
double normal_density(double x) {
  return std::exp(-x * x / 2) / std::sqrt(2 * 3.14159265358979323846);
}
/// sqrt(2 / pi) (x + 0.044715 x^3)
double cubic(double x) {
  return std::sqrt(2 / 3.14159265358979323846) * (x + 0.044715 * x * x * x);
}

/// Both sides of zero and both tails; no corner nearer than the differences reach.
Tensor points() {
  return make_tensor({2, 4}, {-4, -1.5, -0.4F, -0.05F, 0.1F, 0.7F, 1.3F, 5});
}

/// Weights of both signs: what takes a side from g instead of x is found out.
Tensor weights() {
  return make_tensor({2, 4}, {1, -2, 0.5, -1, -0.5, 2, -1, 1.5});
}

Tensor leaky(const Tensor& x) {
  return leaky_relu(x, 0.1F);
}

// The rectifiers pass the gradient where x is positive; it is x that decides, not the gradient.
// Input: 8 points on both sides of 0, weights of both signs
// Lesson: "Activations"
TEST(RectifierRules, TakeTheSideFromTheInput) {
  const Tensor x = points();
  const Tensor g = weights();
  const auto weighted = [&](const Formula& slope) { return slopes(x, g, slope); };
  const auto by_own_sign = [&](double below) {
    return textbook::map(g, [below](double value) { return value > 0 ? value : below * value; });
  };
  EXPECT_TENSOR_EQ(gradient_of(relu, x, g), weighted([](double v) { return v > 0 ? 1.0 : 0.0; }))
      .unlike("relu let the gradient through where the gradient, not x, was positive", by_own_sign(0))
      .unlike("relu let the gradient through on the negative side",
              weighted([](double v) { return v < 0 ? 1.0 : 0.0; }))
      .unlike("relu let every gradient through", g)
      .given("x", x);
  EXPECT_TENSOR_NEAR(gradient_of(relu, x, g), differences([](double v) { return std::max(v, 0.0); }, x, g),
                     activation_rounding);
  EXPECT_TENSOR_NEAR(gradient_of(leaky, x, g), differences([](double v) { return v > 0 ? v : double{0.1F} * v; }, x, g),
                     activation_rounding)
      .unlike("the slope of the negative side was forgotten", weighted([](double v) { return v > 0 ? 1.0 : 0.0; }))
      .unlike("relu let the gradient through where the gradient, not x, was positive", by_own_sign(double{0.1F}));
}

// With a negative slope both sides of leaky_relu are positive: its output does not say which side x is on.
// Input: 8 points on both sides of 0, slope -0.5
// Lesson: "Activations"
TEST(RectifierRules, TakeNegativeSlopes) {
  const Tensor x = points();
  const Tensor g = weights();
  EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return leaky_relu(v, -0.5); }, x, g),
                     differences([](double v) { return v > 0 ? v : -0.5 * v; }, x, g), activation_rounding)
      .because("the slope may be any number: decide by x")
      .unlike("leaky_relu took the side from its output, which a negative slope makes positive", g)
      .unlike("the slope of the negative side was forgotten", slopes(x, g, [](double v) { return v > 0 ? 1.0 : 0.0; }))
      .given("x", x);
}

// At the corner the rectifiers take the slope of the left side.
// Input: x = 0 and -0
// Lesson: "Activations"
TEST(RectifierRules, TakeTheLeftSlopeAtZero) {
  const Tensor zero = make_tensor({3}, {0, -0.0F, 0});
  const Tensor g = make_tensor({3}, {1, -2, 3});
  EXPECT_TENSOR_EQ(gradient_of(relu, zero, g), filled_tensor({3}, 0))
      .because("any slope from 0 to 1 would do; the contract says which")
      .unlike("relu passed the gradient on at x = 0", g)
      .given("zero", zero)
      .given("g", g);
  EXPECT_TENSOR_NEAR(gradient_of(leaky, zero, g), make_tensor({3}, {0.1F, -0.2F, 0.3F}), activation_rounding)
      .unlike("relu passed the gradient on at x = 0", g)
      .given("zero", zero)
      .given("g", g);
}

// sigmoid and tanh have slopes in terms of their own results.
// Input: 8 points
// Lesson: "Activations"
TEST(SquashingRules, UseTheOutput) {
  const Tensor x = points();
  const Tensor g = weights();
  EXPECT_TENSOR_NEAR(gradient_of(sigmoid, x, g), differences(logistic, x, g), activation_rounding)
      .because("s' = s (1 - s), s being the output")
      .unlike("the input was put where the output belongs", slopes(x, g, [](double v) { return v * (1 - v); }))
      .unlike("the slope of sigmoid was s alone", slopes(x, g, logistic))
      .given("x", x);
  const auto tanh_gradient = gradient_of([](const Tensor& v) { return gu::tanh(v); }, x, g);
  EXPECT_TENSOR_NEAR(tanh_gradient, differences([](double v) { return std::tanh(v); }, x, g), activation_rounding)
      .because("t' = 1 - t^2, t being the output")
      .unlike("the input was put where the output belongs", slopes(x, g, [](double v) { return 1 - v * v; }))
      .unlike("the square in 1 - t^2 was forgotten", slopes(x, g, [](double v) { return 1 - std::tanh(v); }));
}

// gelu is a product of x and Phi(x), and both factors have a slope; so is its tanh form.
// Input: 8 points
// Lesson: "Activations"
TEST(GeluRules, DifferentiateBothFactors) {
  const Tensor x = points();
  const Tensor g = weights();
  const auto weighted = [&](const Formula& slope) { return slopes(x, g, slope); };
  const Formula exact = [](double v) { return v * normal_distribution(v); };
  const Formula approximate = [](double v) { return 0.5 * v * (1 + std::tanh(cubic(v))); };
  EXPECT_TENSOR_NEAR(gradient_of(gelu, x, g), differences(exact, x, g), activation_rounding)
      .because("(x Phi)' = Phi + x phi")
      .unlike("only one factor of the product was differentiated", weighted(normal_distribution))
      .unlike("only one factor of the product was differentiated",
              weighted([](double v) { return v * normal_density(v); }))
      .unlike("the density was not multiplied by x",
              weighted([](double v) { return normal_distribution(v) + normal_density(v); }))
      .unlike("gelu was given the slope of its tanh form", differences(approximate, x, g))
      .given("x", x);
  EXPECT_TENSOR_NEAR(gradient_of(gelu_tanh, x, g), differences(approximate, x, g), activation_rounding)
      .unlike("only one factor of the product was differentiated",
              weighted([](double v) { return 0.5 * (1 + std::tanh(cubic(v))); }))
      .unlike("the slope of the cubic inside tanh was forgotten", weighted([](double v) {
                const double t = std::tanh(cubic(v));
                return 0.5 * (1 + t) + 0.5 * v * (1 - t * t);
              }));
}

// silu is a product as well; the slope of softplus is sigmoid.
// Input: 8 points
// Lesson: "Activations"
TEST(GateRules, EqualFiniteDifferences) {
  const Tensor x = points();
  const Tensor g = weights();
  EXPECT_TENSOR_NEAR(gradient_of(silu, x, g), differences([](double v) { return v * logistic(v); }, x, g),
                     activation_rounding)
      .unlike("only one factor of the product was differentiated", slopes(x, g, logistic))
      .given("x", x);
  EXPECT_TENSOR_NEAR(gradient_of(softplus, x, g), differences([](double v) { return std::log1p(std::exp(v)); }, x, g),
                     activation_rounding)
      .unlike("softplus got the slope of sigmoid, s (1 - s), instead of s itself",
              slopes(x, g, [](double v) { return logistic(v) * (1 - logistic(v)); }));
}

// Far out every slope is 0 or 1, and none is NaN.
// Input: x = -1e30, -1e4, -100, 100, 1e4, 1e30, with other strides
// Lesson: "Activations"
TEST(ActivationRules, StayFiniteFarOut) {
  const Tensor far = strided_copy(make_tensor({2, 3}, {-1e30F, -1e4F, -100, 100, 1e4F, 1e30F}));
  const Tensor ones = filled_tensor({2, 3}, 1);
  const Tensor step = make_tensor({2, 3}, {0, 0, 0, 1, 1, 1});
  for (const auto& function : {relu, gelu, gelu_tanh, silu, softplus}) {
    EXPECT_TENSOR_NEAR(gradient_of(function, far, ones), step, tolerance(1e-6, "e^-100 is 0 here"))
        .because("0 * infinity must not occur: compute slopes in double and without e^x of large x")
        .given("x", far);
  }
  for (const auto& function : {sigmoid, static_cast<Tensor (*)(const Tensor&)>(gu::tanh)}) {
    EXPECT_TENSOR_NEAR(gradient_of(function, far, ones), filled_tensor({2, 3}, 0), tolerance(1e-6, "e^-100 is 0 here"));
  }
}

/// d sum(g * softmax(x / temperature)) / dx.
Array64 softmax_differences(const Tensor& x, const Tensor& g, Index axis, double temperature) {
  const auto cool = [temperature](double value) { return value / temperature; };
  return finite_differences([&](const Array64& at) { return textbook::softmax(textbook::map(at, cool), axis); }, x, g);
}

// Raising one score lowers the other probabilities: every output depends on every input of its row.
// Input: x and g [3, 3] random, over the last axis
// Lesson: "Softmax"
TEST(SoftmaxRule, HasTheWholeJacobian) {
  Generator generator = test_generator(1);
  const Tensor x = random_tensor({3, 3}, generator, -2, 2);
  const Tensor g = random_tensor({3, 3}, generator);
  const auto y = [&] { return textbook::softmax(x, -1); };
  const auto times_y = [&](const Array64& factor) { return textbook::combine(y(), factor, std::multiplies<>()); };
  const auto less_sum = [&](const Array64& summed, const Axes& axes) {
    return times_y(textbook::combine(g, textbook::reduce(summed, axes, true, textbook::total), std::minus<>()));
  };
  EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return softmax(v); }, x, g), softmax_differences(x, g, -1, 1),
                     activation_rounding)
      .because("d y_i / d x_j = y_i ([i == j] - y_j)")
      .unlike("only the diagonal s (1 - s) of the Jacobian was used, as if softmax worked element by element",
              textbook::combine(times_y(g), y(), [](double a, double b) { return a * (1 - b); }))
      .unlike("the sum over the row was not subtracted", times_y(g))
      .unlike("the gradients were summed without their probabilities", less_sum(g, {1}))
      .unlike("the sum ran over the wrong axis", less_sum(times_y(g), {0}))
      .unlike("the sum ran over the wrong axis", less_sum(times_y(g), {0, 1}))
      .given("x", x);
}

// The axis and the temperature are those of the forward pass. A gradient that is the same for a row moves nothing.
// Input: x [2, 3, 2] over axis 1, temperature 0.5; x [3, 3] over axis 0
// Lesson: "Softmax"
TEST(SoftmaxRule, UsesAxisAndTemperature) {
  Generator generator = test_generator(2);
  const Tensor x = random_tensor({2, 3, 2}, generator);
  const Tensor g = random_tensor({2, 3, 2}, generator);
  const auto times = [&](double factor) {
    return textbook::map(softmax_differences(x, g, 1, 0.5), [factor](double v) { return factor * v; });
  };
  EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return softmax(v, 1, 0.5F); }, x, g), times(1),
                     activation_rounding)
      .unlike("the temperature was forgotten", times(0.5))
      .unlike("the gradient was multiplied by the temperature", times(0.25));
  const Tensor square = random_tensor({3, 3}, generator);
  const Tensor square_g = random_tensor({3, 3}, generator);
  EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return softmax(v, 0); }, square, square_g),
                     softmax_differences(square, square_g, 0, 1), activation_rounding);
  EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return softmax(v); }, square, filled_tensor({3, 3}, 5)),
                     filled_tensor({3, 3}, 0), tolerance(2e-6, "5 * (1 - sum y)"))
      .because("the probabilities of a row sum to 1 whatever x is");
}

// What is hidden gets no gradient, and a row that is hidden throughout gets zeros, not NaN. Large scores do no harm.
// Input: rows [1, -inf, 2], [-inf, -inf, -inf] and [1e4, -1e4, 1e4]
// Lesson: "Softmax"
TEST(SoftmaxRule, IsZeroWhereEntriesAreHidden) {
  const Tensor x = make_tensor({3, 3}, {1, -infinity, 2, -infinity, -infinity, -infinity, 1e4F, -1e4F, 1e4F});
  const Tensor g = make_tensor({3, 3}, {3, 100, 1, 1, 2, 3, 1, 7, 2});
  const auto expected = [] {
    const double p = std::exp(1.0) / (std::exp(1.0) + std::exp(2.0));
    return Array64({3, 3}, {p * (1 - p) * 2, 0, -p * (1 - p) * 2, 0, 0, 0, -0.25, 0, 0.25});
  };
  EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return softmax(v); }, x, g), expected(), activation_rounding)
      .because("work with the output alone: it is 0 where x is hidden")
      .given("x", x)
      .given("g", g);
}

// log softmax: the gradient less its sum, spread by the probabilities.
// Input: x and g [3, 3] random over both axes; [2, 3, 2] over axis 1; a hidden entry
// Lesson: "Softmax"
TEST(LogSoftmaxRule, SubtractsTheProbabilitiesTimesTheSum) {
  Generator generator = test_generator(3);
  const Tensor x = random_tensor({3, 3}, generator, -2, 2);
  const Tensor g = random_tensor({3, 3}, generator);
  const auto formula = [&](const Array64& y, const Axes& axes) {
    const Array64 spread = textbook::combine(y, textbook::reduce(g, axes, true, textbook::total), std::multiplies<>());
    return textbook::combine(g, spread, std::minus<>());
  };
  const auto differences_over = [](const Tensor& at, const Tensor& weight, Index axis) {
    return finite_differences([axis](const Array64& v) { return textbook::log_softmax(v, axis); }, at, weight);
  };
  EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return log_softmax(v); }, x, g), differences_over(x, g, -1),
                     activation_rounding)
      .because("d y_i / d x_j = [i == j] - p_j")
      .unlike("the sum was not subtracted", g)
      .unlike("the logarithms were used where the probabilities belong", formula(textbook::log_softmax(x, -1), {1}))
      .unlike("the sum ran over the wrong axis", formula(textbook::softmax(x, -1), {0}))
      .unlike("the Jacobian of softmax, not that of its logarithm, was used", softmax_differences(x, g, -1, 1))
      .given("x", x);
  EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return log_softmax(v, 0); }, x, g), differences_over(x, g, 0),
                     activation_rounding);
  const Tensor deep = random_tensor({2, 3, 2}, generator);
  const Tensor deep_g = random_tensor({2, 3, 2}, generator);
  EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return log_softmax(v, 1); }, deep, deep_g),
                     differences_over(deep, deep_g, 1), activation_rounding);
  const Tensor hidden = make_tensor({3}, {0, -infinity, 0});
  EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return log_softmax(v); }, hidden, make_tensor({3}, {1, 0, 0})),
                     make_tensor({3}, {0.5, 0, -0.5}), activation_rounding)
      .given("hidden", hidden);
}

}  // namespace
