/// @file
/// Derivatives of textbook formulas: central differences in float64, good to about eight digits.
#pragma once

#include <functional>

#include "gu/testing/array64.hpp"

namespace gu::testing {

/// d/dx of sum(weights * function(x)), element by element, by central differences. For a formula in float64, where
/// rounding allows a step so small that second order is enough; numerical_gradient (gradient_check.hpp) is for
/// functions that round to float32.
///
/// @param weights  the shape of the function's result
/// @return         the shape of `at`
/// @note  2 * elements calls of the function
Array64 finite_differences(const std::function<Array64(const Array64&)>& function, const Array64& at,
                           const Array64& weights, double step = 1e-4);

}  // namespace gu::testing
