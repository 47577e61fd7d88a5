/// @file
/// Scores of which some are hidden, for the tests of softmax and of its logarithm.
#pragma once

#include "gu/testing/make.hpp"
#include "gu/testing/special_values.hpp"

namespace gu::testing {

/// Random scores of which about a third are hidden, but never the first of a row.
inline Tensor partly_hidden(const Shape& shape, Index axis, Generator& generator, float range) {
  Array64 scores(random_tensor(shape, generator, -range, range));
  for (std::size_t i = 0; i < scores.values.size(); ++i) {
    const bool hide = generator.uniform() < 0.33F;
    if (hide && scores.index_of(i)[static_cast<std::size_t>(axis)] != 0) scores.values[i] = -double{infinity};
  }
  return to_tensor(scores);
}

}  // namespace gu::testing
