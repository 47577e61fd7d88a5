#include "gradients.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto arithmetic_rounding = tolerance(1e-5, "sums of up to 24 float32 products; the differences are good to 1e-8");

// Operands stretched on both sides at once, over up to four axes and in any layout, in all four operations.
// Input: random [2, 1, 3, 1] with [4, 1, 2]; [1, 3] with [2, 1, 1]; [] with [2, 2]; [2, 3] with [1]; b from [1, 2)
// Lesson: "Broadcasting backwards"
TEST(HiddenArithmeticRules, SumOverEveryStretchedAxis) {
  struct Case {
    Shape a, b, result;
  };
  const std::vector<Case> cases{{{2, 1, 3, 1}, {4, 1, 2}, {2, 4, 3, 2}},
                                {{1, 3}, {2, 1, 1}, {2, 1, 3}},
                                {{}, {2, 2}, {2, 2}},
                                {{2, 3}, {1}, {2, 3}}};
  std::uint64_t salt = 901;
  for (const auto& [a_shape, b_shape, result] : cases) {
    const RandomPair pair = random_pair(salt++, a_shape, b_shape, result, 1, 2);
    const Inputs inputs{strided_copy(pair.a), gapped_copy(pair.b)};
    const auto sums = gradients_of([](const Inputs& x) { return add(x[0], x[1]); }, inputs, pair.g);
    const auto gaps = gradients_of([](const Inputs& x) { return subtract(x[0], x[1]); }, inputs, pair.g);
    const auto products = gradients_of([](const Inputs& x) { return multiply(x[0], x[1]); }, inputs, pair.g);
    const auto quotients = gradients_of([](const Inputs& x) { return divide(x[0], x[1]); }, inputs, pair.g);
    EXPECT_TENSOR_NEAR(sums[0], differences_by_left(std::plus<>(), pair.a, pair.b, pair.g), arithmetic_rounding);
    EXPECT_TENSOR_NEAR(sums[1], differences_by_right(std::plus<>(), pair.a, pair.b, pair.g), arithmetic_rounding);
    EXPECT_TENSOR_NEAR(gaps[0], differences_by_left(std::minus<>(), pair.a, pair.b, pair.g), arithmetic_rounding);
    EXPECT_TENSOR_NEAR(gaps[1], differences_by_right(std::minus<>(), pair.a, pair.b, pair.g), arithmetic_rounding);
    EXPECT_TENSOR_NEAR(products[0], differences_by_left(std::multiplies<>(), pair.a, pair.b, pair.g),
                       arithmetic_rounding);
    EXPECT_TENSOR_NEAR(products[1], differences_by_right(std::multiplies<>(), pair.a, pair.b, pair.g),
                       arithmetic_rounding);
    EXPECT_TENSOR_NEAR(quotients[0], differences_by_left(std::divides<>(), pair.a, pair.b, pair.g),
                       arithmetic_rounding);
    EXPECT_TENSOR_NEAR(quotients[1], differences_by_right(std::divides<>(), pair.a, pair.b, pair.g),
                       arithmetic_rounding);
  }
}

// Functions of one tensor, of any layout, with exponents drawn at random, one inside the other.
// Input: random [2, 3, 2, 2] in [0.5, 2), reversed and with gaps; x^e with e from [-2, 3); sqrt(exp(-x) * log(1 + x))
// Lesson: "Arithmetic"
TEST(HiddenArithmeticRules, HoldForFunctionsOfAnyLayout) {
  Generator generator = test_generator(911);
  const Tensor x = random_tensor({2, 3, 2, 2}, generator, 0.5F, 2);
  const Tensor g = random_tensor({2, 3, 2, 2}, generator);
  const float exponent = generator.uniform(-2, 3);
  for (const Tensor& laid_out : {strided_copy(x), gapped_copy(x)}) {
    EXPECT_TENSOR_NEAR(gradient_of([&](const Tensor& v) { return power(v, exponent); }, laid_out, g),
                       differences([&](double v) { return std::pow(v, double{exponent}); }, x, g), arithmetic_rounding);
    EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return gu::sqrt(gu::exp(-v) * gu::log(v + 1)); }, laid_out, g),
                       differences([](double v) { return std::sqrt(std::exp(-v) * std::log(v + 1)); }, x, g),
                       arithmetic_rounding);
    EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& v) { return gu::abs(negate(v)) / v * v; }, laid_out, g), g,
                       arithmetic_rounding);
  }
}

// Nothing is computed for an operand that wants nothing, on whichever side it stands and whether or not it is stretched.
// Input: random [n, 1, 3] and [2, 1] with gaps, n from 2 to 5, in all four operations; one of them a constant, then the other
// Lesson: "What it costs"
TEST(HiddenArithmeticRules, ComputeNothingForConstants) {
  Generator generator = test_generator(912);
  const Index n = 2 + generator.below(4);
  const Tensor a = gapped_copy(random_tensor({n, 1, 3}, generator, 1, 2));
  const Tensor b = gapped_copy(random_tensor({2, 1}, generator, 1, 2));
  for (const BackwardRule& rule :
       {BackwardRule(add_rule), BackwardRule(subtract_rule), BackwardRule(multiply_rule), BackwardRule(divide_rule)}) {
    const Tensor output = filled_tensor({n, 2, 3}, 1);
    EXPECT_TEXT(answered_inputs(rule, node_with({a, b}, output)), "0 1");
    EXPECT_TEXT(answered_inputs(rule, node_with({a, b}, output, {}, {0})), "1");
    EXPECT_TEXT(answered_inputs(rule, node_with({b, a}, output, {}, {1})), "0");
    EXPECT_BETWEEN(tensors_saved(rule, {a, b}, output, 0), 1, 100);
    EXPECT_BETWEEN(tensors_saved(rule, {a, b}, output, 1), 1, 100);
  }
}

}  // namespace
