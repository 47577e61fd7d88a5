/// @file
/// When two numbers count as equal; of the comparisons alone.
#pragma once

#include <algorithm>
#include <cmath>

namespace gu::testing {

/// Relative to the larger of 1 and the expected one. NaN is near nothing, infinity near itself.
inline bool number_near(double actual, double expected, double tolerance) {
  if (std::isnan(actual) || std::isnan(expected)) return false;
  if (std::isinf(actual) || std::isinf(expected)) return actual == expected;
  return std::abs(actual - expected) <= tolerance * std::max(1.0, std::abs(expected));
}

}  // namespace gu::testing
