#include "gu/sums.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// Every number counts, the first and the last too.
// Input: 1, 2, 4, and none
// Lesson: "Adding"
TEST(Total, AddsEveryNumber) {
  EXPECT_SCALAR_NEAR(total({1, 2, 4}), 7, exactly())
      .unlike("the total started from 1", 8.0)
      .unlike("only the last number was kept", 4.0);
  EXPECT_SCALAR_NEAR(total({}), 0, exactly());
}

}  // namespace
