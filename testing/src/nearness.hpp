/// @file
/// When two numbers count as equal; of the comparisons alone.
#pragma once

#include <algorithm>
#include <cmath>

#include "gu/testing/comparison.hpp"

namespace gu::testing {

/// How far off the expected number an actual one may be.
inline double allowance(double expected, const Tolerance& tolerance) {
  return tolerance.size * std::max(tolerance.floor, std::abs(expected));
}

/// NaN is near nothing, infinity near itself.
inline bool number_near(double actual, double expected, const Tolerance& tolerance) {
  if (std::isnan(actual) || std::isnan(expected)) return false;
  if (std::isinf(actual) || std::isinf(expected)) return actual == expected;
  return std::abs(actual - expected) <= allowance(expected, tolerance);
}

}  // namespace gu::testing
