/// @file
/// Observation mode: the actual value of every comparison, under a stable key, for a judge who compares elsewhere.
#pragma once

#include "gu/testing/comparison.hpp"

namespace gu::testing {

/// From now on writes one JSON object a line to the descriptor:
/// {"key": "Suite.Name#2", "shape": [2, 3], "bits": "3ff0000000000000...", "tolerance": 1e-05}, numbers as the bits of
/// float64, or {"key": ..., "text": "..."}. -1 stops.
void observe_to(int descriptor);

/// Called by every comparison. The key is the running test's name and the number of the comparison in it.
void observe(const Value& actual, const Tolerance& tolerance);

/// Starts the numbering for a test; returns how many comparisons the one before made.
int begin_observed_test(const char* name);
int comparisons_so_far();

}  // namespace gu::testing
