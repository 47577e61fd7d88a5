/// @file
/// Arrays of the oracles, compared without the kit's own comparison.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>

#include "gu/testing/array64.hpp"
#include "gu/testing/make.hpp"

namespace gu::testing {

/// The same shape, and every number within `allowed` (relative above 1): by default float64 up to its last digits.
inline void expect_near(const Array64& actual, const Array64& expected, const std::string& what = "",
                        double allowed = 1e-12) {
  ASSERT_EQ(to_text(actual.shape), to_text(expected.shape)) << what;
  for (std::size_t i = 0; i < expected.values.size(); ++i) {
    EXPECT_NEAR(actual.values[i], expected.values[i], allowed * std::max(1.0, std::abs(expected.values[i])))
        << what << " at " << to_text(expected.index_of(i));
  }
}

/// Uniform in [low, high), rounded to float32.
inline Array64 random_array(const Shape& shape, std::uint64_t salt, float low = -2, float high = 2) {
  Generator generator = test_generator(salt);
  return random_tensor(shape, generator, low, high);
}

}  // namespace gu::testing
