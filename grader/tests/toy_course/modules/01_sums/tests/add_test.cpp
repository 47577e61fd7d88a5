#include "gu/sums.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// Two numbers are added.
// Input: 2 and 3
// Lesson: "Adding"
TEST(Add, AddsBothNumbers) {
  EXPECT_SCALAR_NEAR(add(2, 3), 5, exactly())
      .because("a sum takes both numbers in")
      .unlike("the second number was subtracted", -1.0)
      .unlike("the second number was ignored", 2.0);
}

// Adding zero changes nothing.
// Input: 7 and 0
// Lesson: "Adding"
TEST(Add, ZeroChangesNothing) {
  EXPECT_SCALAR_NEAR(add(7, 0), 7, exactly());
}

}  // namespace
