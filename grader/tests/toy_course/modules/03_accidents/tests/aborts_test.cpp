#include "gu/accidents.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// It answers 1.
// Input: nothing
// Lesson: "Nothing"
TEST(Aborts, AnswersOne) {
  EXPECT_COUNT(aborts(), 1);
}

// It answers 1 again.
// Input: nothing
// Lesson: "Nothing"
TEST(Aborts, AnswersOneAgain) {
  EXPECT_COUNT(aborts(), 1);
}

}  // namespace
