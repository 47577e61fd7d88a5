/// @file
/// Formulas as a textbook prints them, in float64 and with no regard for speed. They are written for the tests and
/// share no line with the reference solutions.
#pragma once

#include <functional>
#include <vector>

#include "gu/testing/array64.hpp"

namespace gu::testing::textbook {

/// f applied to every element.
Array64 map(const Array64& x, const std::function<double(double)>& function);
/// f over two arrays under NumPy's broadcasting rule.
Array64 combine(const Array64& a, const Array64& b, const std::function<double(double, double)>& function);
/// [..., rows, inner] x [..., inner, columns] -> [..., rows, columns]; leading axes broadcast.
Array64 matmul(const Array64& a, const Array64& b);
/// The axes in a new order: result axis i is axis order[i] of x.
Array64 permute(const Array64& x, const Axes& order);
/// x with the last two axes swapped.
Array64 transpose(const Array64& x);
/// exp(x - max) / sum over one axis (negative counts from the last).
Array64 softmax(const Array64& x, Index axis);
Array64 log_softmax(const Array64& x, Index axis);
/// A function of the list of values along some axes, which are dropped, or kept with size 1.
Array64 reduce(const Array64& x, const Axes& axes, bool keepdims,
               const std::function<double(const std::vector<double>&)>& function);
/// What reduce() is asked for most: the sum of a list,
double total(const std::vector<double>& values);
/// its mean,
double average(const std::vector<double>& values);
/// its largest number, -infinity for none,
double largest(const std::vector<double>& values);
/// and its squared distances from the mean, summed and divided by n - correction.
double variance(const std::vector<double>& values, double correction = 0);
/// Gradient of a broadcast operand: `gradient` summed over every axis that broadcasting had stretched.
Array64 sum_to(const Array64& gradient, const Shape& shape);

}  // namespace gu::testing::textbook
