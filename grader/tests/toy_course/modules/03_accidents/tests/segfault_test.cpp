#include "gu/accidents.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// It answers 1.
// Input: nothing
// Lesson: "Nothing"
TEST(Segfault, AnswersOne) {
  EXPECT_COUNT(segfault(), 1);
}

// It answers 1 again.
// Input: nothing
// Lesson: "Nothing"
TEST(Segfault, AnswersOneAgain) {
  EXPECT_COUNT(segfault(), 1);
}

}  // namespace
