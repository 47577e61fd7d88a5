#include "gu/accidents.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// It answers 1.
// Input: nothing
// Lesson: "Nothing"
TEST(Exception, AnswersOne) {
  EXPECT_COUNT(exception(), 1);
}

// It answers 1 again.
// Input: nothing
// Lesson: "Nothing"
TEST(Exception, AnswersOneAgain) {
  EXPECT_COUNT(exception(), 1);
}

}  // namespace
