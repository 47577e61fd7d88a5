#include "gu/means.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// The weight belongs to the first number.
// Input: 10 and 2, weight 0.75
// Lesson: "Weights"
TEST(Weighted, TheWeightBelongsToTheFirst) {
  EXPECT_SCALAR_NEAR(weighted(10, 2, 0.75F), 8, exactly())
      .unlike("the weights were swapped", 4.0)
      .unlike("the second weight was not 1 - weight", 9.0);
}

}  // namespace
