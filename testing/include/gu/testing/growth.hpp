/// @file
/// How work or memory grows with size, as an exponent that a test can assert.
#pragma once

#include <functional>
#include <vector>

#include "gu/index_list.hpp"

namespace gu::testing {

/// The exponent p of count = c * size^p that fits the samples best, by least squares on the logarithms.
/// @throws std::invalid_argument  fewer than three sizes, or a size or count that is not positive (nothing was counted)
/// or
///                                infinite
double growth_exponent(const std::vector<double>& sizes, const std::vector<double>& counts);

/// Runs `count` for every size and fits. Take sizes so large that lower terms have died away, or allow for them.
double fitted_exponent(const std::vector<Index>& sizes, const std::function<Index(Index)>& count);

}  // namespace gu::testing
