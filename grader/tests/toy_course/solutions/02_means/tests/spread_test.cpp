#include "gu/means.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// The spread of any three numbers, in whatever order they come.
// Input: three random numbers
// Lesson: "Spread"
TEST(HiddenSpread, SpansRandomNumbers) {
  Generator generator = test_generator(5);
  const float low = generator.uniform(-9, -5);
  const float middle = generator.uniform(-4, 4);
  const float high = generator.uniform(5, 9);
  EXPECT_SCALAR_NEAR(spread({middle, low, high}), double{high} - double{low}, tolerance(1e-6, "one rounding"));
}

}  // namespace
