#include "gu/broken.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// It answers 1.
// Input: nothing
// Lesson: "Nothing"
TEST(Broken, AnswersOne) {
  EXPECT_COUNT(broken(), 1);
}

}  // namespace
