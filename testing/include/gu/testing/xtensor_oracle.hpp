/// @file
/// The same questions answered by xtensor: a second oracle that nobody here wrote.
#pragma once

#include <string_view>

#include "gu/testing/array64.hpp"

namespace gu::testing::xtensor {

/// "add", "subtract", "multiply", "divide", "maximum" with xtensor's broadcasting.
Array64 binary(std::string_view name, const Array64& a, const Array64& b);
/// "exp", "log", "sqrt", "tanh", "abs", "negate".
Array64 unary(std::string_view name, const Array64& x);
/// "sum", "mean", "amax", "variance" over some axes (all of them when the list is empty).
Array64 reduce(std::string_view name, const Array64& x, const Axes& axes, bool keepdims);
Array64 argmax(const Array64& x, Index axis);
Array64 permute(const Array64& x, const Axes& order);
/// Rows start[a], start[a] + step[a], ... below stop[a] of every axis a.
Array64 slice(const Array64& x, const IndexList& start, const IndexList& stop, const IndexList& step);
Array64 concatenate(const Array64& a, const Array64& b, Index axis);

}  // namespace gu::testing::xtensor
