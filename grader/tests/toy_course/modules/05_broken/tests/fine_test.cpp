#include "gu/broken.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// It answers 1.
// Input: nothing
// Lesson: "Nothing"
TEST(Fine, AnswersOne) {
  EXPECT_COUNT(fine(), 1);
}

}  // namespace
