/// @file
/// Gradients by finite differences, the oracle of every backward pass.
#pragma once

#include <functional>

#include "gu/testing/array64.hpp"

namespace gu::testing {

/// d/dx of sum(weights * function(x)), element by element, by central differences of fourth order:
/// (8 (f(x+h) - f(x-h)) - (f(x+2h) - f(x-2h))) / 12h. The sum runs in float64; the function itself rounds to float32,
/// so the result is good to about |f| * 1e-7 / h: with h = 1/32 and values near 1, to 1e-5.
///
/// @param function  calls the student's forward code with a fresh contiguous tensor
/// @param weights   the shape of the function's result; random ones, so that no error cancels
/// @return          the shape of `at`
/// @note  4 * elements calls of the function
Array64 numerical_gradient(const std::function<Tensor(const Tensor&)>& function, const Tensor& at,
                           const Array64& weights, double step = 1.0 / 32);

}  // namespace gu::testing
