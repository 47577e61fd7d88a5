#include "gu/testing/gradient_check.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <memory>
#include <set>
#include <stdexcept>
#include <vector>

#include "failures.hpp"
#include "gu/testing/comparison.hpp"
#include "gu/testing/make.hpp"
#include "gu/testing/textbook.hpp"

namespace gu::testing {
namespace {

/// A function of tensors from one of numbers, as a student's would be: it rounds to float32.
std::function<Tensor(const Tensor&)> elementwise(const std::function<double(double)>& function) {
  return [function](const Tensor& x) { return to_tensor(textbook::map(x, function)); };
}

Tensor softmax_of(const Tensor& x) {
  return to_tensor(textbook::softmax(x, -1));
}

const Array64 some_weights({2, 3}, {1, -2, 0.5, 3, -0.25, 1.5});

Tensor some_point() {
  return make_tensor({2, 3}, {0.3F, -1.2F, 0.7F, 1.1F, -0.4F, 0.9F});
}

TEST(NumericalGradient, OfASquareIsTwiceTheInput) {
  const Tensor x = some_point();
  const Array64 expected = textbook::combine(some_weights, x, [](double w, double at) { return w * 2 * at; });
  const Array64 gradient = numerical_gradient(elementwise([](double v) { return v * v; }), x, some_weights);
  EXPECT_PASSES(EXPECT_TENSOR_NEAR(gradient, expected, tolerance(1e-5, "float32 outputs over a step of 1/32")));
}

TEST(NumericalGradient, OfTanhIsOneMinusItsSquare) {
  const Tensor x = some_point();
  const Array64 expected =
      textbook::combine(some_weights, x, [](double w, double at) { return w * (1 - std::tanh(at) * std::tanh(at)); });
  const Array64 gradient = numerical_gradient(elementwise([](double v) { return std::tanh(v); }), x, some_weights);
  EXPECT_PASSES(EXPECT_TENSOR_NEAR(gradient, expected, tolerance(3e-5, "float32 outputs over a step of 1/32")));
}

TEST(NumericalGradient, HasTheCrossTermsOfSoftmax) {
  // d/dx_i sum_j w_j p_j = p_i (w_i - sum_j w_j p_j), row by row.
  const Tensor x = some_point();
  const Array64 p = textbook::softmax(x, -1);
  const auto times = [](double a, double b) { return a * b; };
  const Array64 means = textbook::reduce(textbook::combine(some_weights, p, times), {-1}, true,
                                         [](const auto& row) { return row[0] + row[1] + row[2]; });
  const Array64 differences = textbook::combine(some_weights, means, [](double w, double mean) { return w - mean; });
  const Array64 gradient = numerical_gradient(softmax_of, x, some_weights);
  EXPECT_PASSES(EXPECT_TENSOR_NEAR(gradient, textbook::combine(p, differences, times), tolerance(1e-5, "a test")));
  // Without the Jacobian's cross terms it is another gradient.
  const Array64 diagonal =
      textbook::combine(some_weights, textbook::map(p, [](double v) { return v * (1 - v); }), times);
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(gradient, diagonal, tolerance(1e-2, "a test")));
}

TEST(NumericalGradient, MayChangeTheShape) {
  // sum over the last axis, weights [2]
  const auto row_sums = [](const Tensor& x) {
    return to_tensor(textbook::reduce(x, {-1}, false, [](const auto& row) { return row[0] + row[1] + row[2]; }));
  };
  const Array64 gradient = numerical_gradient(row_sums, some_point(), Array64({2}, {3, -4}));
  EXPECT_PASSES(EXPECT_TENSOR_NEAR(gradient, Array64({2, 3}, {3, 3, 3, -4, -4, -4}), tolerance(1e-5, "a test")));
}

TEST(NumericalGradient, TellsAWrongFactorOrSignApart) {
  const Tensor x = some_point();
  const Array64 gradient = numerical_gradient(elementwise([](double v) { return v * v; }), x, some_weights);
  for (const double wrong : {1.0, -2.0, 4.0, 2.001, 0.0}) {
    const Array64 claimed = textbook::combine(some_weights, x, [=](double w, double at) { return w * wrong * at; });
    EXPECT_FAILS(EXPECT_TENSOR_NEAR(claimed, gradient, tolerance(1e-4, "a test"))) << "factor " << wrong;
  }
}

TEST(NumericalGradient, TellsAForgottenElementApart) {
  const Tensor x = some_point();
  const Array64 gradient = numerical_gradient(elementwise([](double v) { return v * v; }), x, some_weights);
  Array64 claimed = textbook::combine(some_weights, x, [](double w, double at) { return w * 2 * at; });
  claimed(1, 2) = 0;
  EXPECT_HOLDS(failure_of([&] { EXPECT_TENSOR_NEAR(claimed, gradient, tolerance(1e-4, "a test")); }),
               "1 of 6 elements of shape [2, 3] are wrong, the first at index [1, 2]\n");
}

TEST(NumericalGradient, IsNaNWhereTheFunctionIsAndThenNothingPasses) {
  const Array64 gradient = numerical_gradient(elementwise([](double v) { return std::sqrt(v); }),
                                              make_tensor({1}, {0.0F}), Array64({1}, {1}));
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(gradient, gradient, tolerance(1e30, "a test")));
}

TEST(NumericalGradient, CallsTheFunctionFourTimesAnElementWithFreshContiguousTensors) {
  const Tensor x = strided_copy(some_point());
  std::vector<std::shared_ptr<Storage>> storages;
  const auto identity = [&](const Tensor& moved) {
    EXPECT_EQ(moved.strides(), (Strides{3, 1}));
    storages.push_back(moved.storage());
    return moved;
  };
  const Array64 gradient = numerical_gradient(identity, x, some_weights);
  EXPECT_PASSES(EXPECT_TENSOR_NEAR(gradient, some_weights, tolerance(1e-5, "a test")));
  EXPECT_EQ(storages.size(), 24U);
  EXPECT_EQ(std::set<std::shared_ptr<Storage>>(storages.begin(), storages.end()).size(), 24U);
  EXPECT_PASSES(EXPECT_TENSOR_EQ(x, some_point()));  // the point itself is left alone
}

TEST(NumericalGradient, IsExactForPolynomialsOfTheFourthDegree) {
  // A formula of second order would be off by h^2 f'''/6 = 24 x / 6144, far more than the allowance.
  const Array64 gradient = numerical_gradient(elementwise([](double v) { return v * v * v * v; }),
                                              make_tensor({1}, {1.0F}), Array64({1}, {1}));
  EXPECT_PASSES(EXPECT_TENSOR_NEAR(gradient, Array64({1}, {4}), tolerance(1e-5, "a test")));
}

TEST(NumericalGradient, RefusesWeightsOfAnotherShape) {
  EXPECT_THROW(numerical_gradient(softmax_of, some_point(), Array64({3, 2})), std::invalid_argument);
  EXPECT_THROW(numerical_gradient([](const Tensor&) { return Tensor(); }, some_point(), some_weights),
               std::invalid_argument);
}

}  // namespace
}  // namespace gu::testing
