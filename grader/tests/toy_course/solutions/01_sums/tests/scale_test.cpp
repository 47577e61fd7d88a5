#include "gu/sums.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// Any number is multiplied by any factor.
// Input: a random number and factor
// Lesson: "Scaling"
TEST(HiddenScale, ScalesRandomNumbers) {
  Generator generator = test_generator(2);
  const float x = generator.uniform(-9, 9);
  const float factor = generator.uniform(-9, 9);
  EXPECT_SCALAR_NEAR(scale(x, factor), double{x} * double{factor}, tolerance(1e-6, "one rounding"));
}

}  // namespace
