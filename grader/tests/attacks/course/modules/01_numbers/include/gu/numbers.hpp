/// @file
/// Contract of the module that attackers hand in: two functions of a line each.
#pragma once

#include <vector>

namespace gu {

/// 3 a - 2 b
float blend(float a, float b);
/// The sum of the squares; 0 for none.
float energy(const std::vector<float>& numbers);

}  // namespace gu
