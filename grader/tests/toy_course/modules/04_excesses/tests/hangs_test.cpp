#include "gu/excesses.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// It answers 1.
// Input: nothing
// Lesson: "Nothing"
TEST(Hangs, AnswersOne) {
  EXPECT_COUNT(hangs(), 1);
}

// It answers 1 again.
// Input: nothing
// Lesson: "Nothing"
TEST(Hangs, AnswersOneAgain) {
  EXPECT_COUNT(hangs(), 1);
}

}  // namespace
