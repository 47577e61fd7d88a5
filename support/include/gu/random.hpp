/// @file
/// Seeded random numbers that are the same on every platform; those of the standard library are not.
#pragma once

#include <cstdint>

#include "gu/index_list.hpp"

namespace gu {

/// PCG32 (XSH-RR): 64 bits of state, period 2^64, passed in explicitly wherever something is random.
/// @see O'Neill 2014, "PCG: A Family of Simple Fast Space-Efficient Statistically Good Algorithms", section 6
class Generator {
 public:
  explicit Generator(std::uint64_t seed);

  /// All 2^32 values, equally likely.
  std::uint32_t bits();
  /// Uniform in [0, 1), a multiple of 2^-24: every value is exact in float.
  float uniform();
  /// Uniform in [low, high).
  float uniform(float low, float high);
  /// Mean 0, standard deviation 1. @see Marsaglia and Bray 1964, the polar method
  float normal();
  /// Uniform in 0 .. bound - 1, without modulo bias. @throws std::invalid_argument  bound < 1 or bound > 2^32
  Index below(Index bound);

 private:
  std::uint64_t state_ = 0;
  double spare_ = 0;
  bool has_spare_ = false;
};

}  // namespace gu
