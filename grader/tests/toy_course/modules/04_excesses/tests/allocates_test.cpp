#include "gu/excesses.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// It answers 1.
// Input: nothing
// Lesson: "Nothing"
TEST(Allocates, AnswersOne) {
  EXPECT_COUNT(allocates(), 1);
}

}  // namespace
