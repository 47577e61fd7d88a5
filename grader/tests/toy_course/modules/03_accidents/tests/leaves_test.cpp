#include "gu/accidents.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// It answers 1.
// Input: nothing
// Lesson: "Nothing"
TEST(Leaves, AnswersOne) {
  EXPECT_COUNT(leaves(), 1);
}

// It answers 1 again.
// Input: nothing
// Lesson: "Nothing"
TEST(Leaves, AnswersOneAgain) {
  EXPECT_COUNT(leaves(), 1);
}

}  // namespace
