#include "gu/excesses.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// It answers 1.
// Input: nothing
// Lesson: "Nothing"
TEST(Prints, AnswersOne) {
  EXPECT_COUNT(prints(), 1);
}

}  // namespace
