#include "gu/testing/finite_differences.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>

#include "arrays.hpp"
#include "failures.hpp"
#include "gu/testing/comparison.hpp"
#include "gu/testing/textbook.hpp"

namespace gu::testing {
namespace {

Array64 cubes(const Array64& x) {
  return textbook::map(x, [](double v) { return v * v * v; });
}

TEST(FiniteDifferences, OfACubeAreThreeTimesTheSquare) {
  const Array64 x = random_array({2, 3}, 60);
  const Array64 weights = random_array({2, 3}, 61);
  const Array64 expected = textbook::combine(weights, x, [](double w, double v) { return w * 3 * v * v; });
  expect_near(finite_differences(cubes, x, weights), expected, "cubes", 1e-7);
}

TEST(FiniteDifferences, HaveCrossTermsAndTheShapeOfTheInput) {
  // y = x x^T for x [2, 1]: d/dx of sum(w y) is (w + w^T) x.
  const Array64 x(Shape{2, 1}, {3, -2});
  const Array64 weights({2, 2}, {1, 2, 5, -1});
  const auto outer = [](const Array64& v) { return textbook::matmul(v, textbook::transpose(v)); };
  expect_near(finite_differences(outer, x, weights), Array64({2, 1}, {2 * 3 + 7 * -2, 7 * 3 - 2 * -2}), "outer", 1e-7);
}

TEST(FiniteDifferences, TellAWrongFactorOrSignApart) {
  const Array64 x = random_array({4}, 62, 0.5F, 2);
  const Array64 weights = random_array({4}, 63, 0.5F, 2);
  const Array64 gradient = finite_differences(cubes, x, weights);
  for (const double wrong : {2.0, -3.0, 3.001}) {
    const Array64 claimed = textbook::combine(weights, x, [=](double w, double v) { return w * wrong * v * v; });
    EXPECT_FAILS(EXPECT_TENSOR_NEAR(claimed, gradient, tolerance(1e-5, "a test"))) << wrong;
  }
}

TEST(FiniteDifferences, RefuseWeightsOfAnotherShape) {
  EXPECT_THROW(finite_differences(cubes, Array64({2, 3}), Array64({3, 2})), std::invalid_argument);
}

}  // namespace
}  // namespace gu::testing
