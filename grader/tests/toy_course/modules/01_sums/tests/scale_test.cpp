#include "gu/sums.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// A number is multiplied by the factor.
// Input: 8 by 0.5
// Lesson: "Scaling"
TEST(Scale, MultipliesByTheFactor) {
  EXPECT_SCALAR_NEAR(scale(8, 0.5F), 4, exactly())
      .unlike("the number was divided by the factor", 16.0)
      .unlike("the factor was added", 8.5);
}

}  // namespace
