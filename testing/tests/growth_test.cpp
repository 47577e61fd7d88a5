#include "gu/testing/growth.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <limits>
#include <stdexcept>
#include <vector>

#include "failures.hpp"
#include "gu/testing/comparison.hpp"

namespace gu::testing {
namespace {

const std::vector<Index> sizes{16, 32, 64, 128, 256};

double exponent_of(const std::function<double(double)>& count) {
  std::vector<double> counts;
  counts.reserve(sizes.size());
  for (const Index size : sizes) counts.push_back(count(static_cast<double>(size)));
  return growth_exponent(std::vector<double>(sizes.begin(), sizes.end()), counts);
}

TEST(GrowthExponent, OfAPowerIsThatPowerWhateverTheFactor) {
  EXPECT_NEAR(exponent_of([](double n) { return 7 * n; }), 1, 1e-12);
  EXPECT_NEAR(exponent_of([](double n) { return 0.01 * n * n; }), 2, 1e-12);
  EXPECT_NEAR(exponent_of([](double n) { return 1e6 * n * n * n; }), 3, 1e-12);
  EXPECT_NEAR(exponent_of([](double n) { return std::sqrt(n); }), 0.5, 1e-12);
  EXPECT_NEAR(exponent_of([](double) { return 12.0; }), 0, 1e-12);
  EXPECT_NEAR(exponent_of([](double n) { return 1 / n; }), -1, 1e-12);
}

TEST(GrowthExponent, LiesBetweenOneAndTwoForNLogN) {
  const double exponent = exponent_of([](double n) { return n * std::log2(n); });
  // By hand: log2(n) is 4, 5, 6, 7, 8; the slope of log2(k) over k = 4 ... 8 is 0.25, to two places.
  const double log2_slope = (2 * (std::log2(8) - std::log2(4)) + std::log2(7) - std::log2(5)) / 10;
  EXPECT_NEAR(exponent, 1 + log2_slope, 1e-12);
  EXPECT_NEAR(log2_slope, 0.25, 0.005);
}

TEST(GrowthExponent, IsTheLeastSquaresSlope) {
  // log2 of sizes 0, 1, 2 and of counts 0, 3, 3: slope (-1)(-2) + 0(1) + 1(1) over 2 = 1.5
  EXPECT_NEAR(growth_exponent({1, 2, 4}, {1, 8, 8}), 1.5, 1e-12);
}

TEST(GrowthExponent, ARangeAroundOnePowerRejectsEveryOther) {
  const auto linear = [](double n) { return 3 * n + 5; };
  const auto log_linear = [](double n) { return n * std::log2(n); };
  const auto square = [](double n) { return 3 * n * n + 4 * n; };
  const auto cube = [](double n) { return n * n * n; };
  EXPECT_PASSES(EXPECT_BETWEEN(exponent_of(linear), 0.9, 1.1));
  EXPECT_FAILS(EXPECT_BETWEEN(exponent_of(log_linear), 0.9, 1.1));
  EXPECT_FAILS(EXPECT_BETWEEN(exponent_of(square), 0.9, 1.1));
  EXPECT_PASSES(EXPECT_BETWEEN(exponent_of(square), 1.8, 2.1));
  EXPECT_FAILS(EXPECT_BETWEEN(exponent_of(linear), 1.8, 2.1));
  EXPECT_FAILS(EXPECT_BETWEEN(exponent_of(log_linear), 1.8, 2.1));
  EXPECT_FAILS(EXPECT_BETWEEN(exponent_of(cube), 1.8, 2.1));
}

TEST(GrowthExponent, RefusesCountsOfNothing) {
  EXPECT_THROW(growth_exponent({1, 2, 4}, {1, 0, 4}), std::invalid_argument);
  EXPECT_THROW(growth_exponent({1, 2, 4}, {0, 0, 0}), std::invalid_argument);
  EXPECT_THROW(growth_exponent({1, 2, 4}, {1, -2, 4}), std::invalid_argument);
  EXPECT_THROW(growth_exponent({0, 2, 4}, {1, 2, 4}), std::invalid_argument);
  EXPECT_THROW(growth_exponent({1, 2, 4}, {1, std::nan(""), 4}), std::invalid_argument);
  EXPECT_THROW(growth_exponent({1, 2, 4}, {1, std::numeric_limits<double>::infinity(), 4}), std::invalid_argument);
}

TEST(GrowthExponent, RefusesTooFewUnequalOrEqualSizes) {
  EXPECT_THROW(growth_exponent({1, 2}, {1, 2}), std::invalid_argument);
  EXPECT_THROW(growth_exponent({1, 2, 4}, {1, 2}), std::invalid_argument);
  EXPECT_THROW(growth_exponent({2, 2, 2}, {1, 2, 3}), std::invalid_argument);
  EXPECT_THROW(growth_exponent({3, 3, 3}, {5, 5, 5}), std::invalid_argument);
  EXPECT_NO_THROW(growth_exponent({1, 2, 4}, {1, 2, 4}));
}

TEST(FittedExponent, AsksForEverySizeOnce) {
  std::vector<Index> asked;
  const double exponent = fitted_exponent(sizes, [&](Index size) {
    asked.push_back(size);
    return size * size;
  });
  EXPECT_NEAR(exponent, 2, 1e-12);
  EXPECT_EQ(asked, sizes);
}

TEST(FittedExponent, RefusesWhereNothingWasCounted) {
  EXPECT_THROW(fitted_exponent(sizes, [](Index) { return Index{0}; }), std::invalid_argument);
}

}  // namespace
}  // namespace gu::testing
