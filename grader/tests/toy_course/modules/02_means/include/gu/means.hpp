/// @file
/// Contract of the toy module means: means of numbers.
#pragma once

#include <vector>

namespace gu {

/// The mean. Throws std::invalid_argument for no numbers.
float mean(const std::vector<float>& numbers);
/// weight * a + (1 - weight) * b
float weighted(float a, float b, float weight);
/// Largest minus smallest; 0 for none.
float spread(const std::vector<float>& numbers);

}  // namespace gu
