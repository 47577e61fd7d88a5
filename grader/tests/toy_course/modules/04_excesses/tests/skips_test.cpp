#include "gu/excesses.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// Needs what no machine has.
// Input: nothing
// Lesson: "Nothing"
TEST(Skips, NeedsWhatIsNotHere) {
  GTEST_SKIP() << "needs a GPU";
  EXPECT_COUNT(skips(), 1);
}

// It answers 1.
// Input: nothing
// Lesson: "Nothing"
TEST(Skips, AnswersOne) {
  EXPECT_COUNT(skips(), 1);
}

}  // namespace
