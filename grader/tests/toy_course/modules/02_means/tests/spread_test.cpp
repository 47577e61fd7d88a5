#include "gu/means.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// The spread is the way from the smallest to the largest.
// Input: 3, -1, 6
// Lesson: "Spread"
TEST(Spread, IsLargestMinusSmallest) {
  EXPECT_SCALAR_NEAR(spread({3, -1, 6}), 7, exactly())
      .unlike("the sign is turned", -7.0)
      .unlike("the largest was returned", 6.0);
}

}  // namespace
