/// @file
/// Contract of the toy module sums: numbers added and multiplied.
#pragma once

#include <vector>

namespace gu {

/// a + b
float add(float a, float b);
/// factor * x
float scale(float x, float factor);
/// The sum of all numbers; 0 for none.
float total(const std::vector<float>& numbers);

}  // namespace gu
