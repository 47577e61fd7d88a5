/// @file
/// What several tests of activations expect with.
#pragma once

#include <string>

#include "gu/testing/comparison.hpp"
#include "gu/testing/textbook.hpp"

namespace gu::testing {

inline Tolerance to_six_digits() {
  return relative_tolerance(1e-6, "six digits of the number itself, however small it is");
}

/// What a formula gives when every step is rounded to float32, as a student's would be.
inline Array64 in_float(const Tensor& x, const std::function<float(float)>& formula) {
  return textbook::map(x, [&formula](double value) { return double{formula(static_cast<float>(value))}; });
}

/// The name under which a comparison of nan_places() shows what is expected, for its 0 and 1 look like outputs.
inline const std::string nan_expected = "NaN expected here: 1 yes, 0 no";

inline Array64 logarithm(const Array64& x) {
  return textbook::map(x, [](double value) { return std::log(value); });
}

}  // namespace gu::testing
