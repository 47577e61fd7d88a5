#include "gu/means.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// The total is divided by the count.
// Input: 2, 4, 9
// Lesson: "The mean"
TEST(Mean, DividesTheTotalByTheCount) {
  EXPECT_SCALAR_NEAR(mean({2, 4, 9}), 5, tolerance(1e-6, "one division"))
      .unlike("the total was not divided", 15.0)
      .unlike("the count was one too small", 7.5);
}

// There is no mean of nothing, though there is one of a single number.
// Input: 3, and none
// Lesson: "The mean"
TEST(Mean, OfNothingIsRefused) {
  EXPECT_SCALAR_NEAR(mean({3}), 3, exactly());
  EXPECT_THROWS(mean({}), std::invalid_argument, "at least one");
}

}  // namespace
