#include "gu/accidents.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// It answers 1.
// Input: nothing
// Lesson: "Nothing"
TEST(Overflow, AnswersOne) {
  EXPECT_COUNT(overflow(), 1);
}

// It answers 1 again.
// Input: nothing
// Lesson: "Nothing"
TEST(Overflow, AnswersOneAgain) {
  EXPECT_COUNT(overflow(), 1);
}

}  // namespace
