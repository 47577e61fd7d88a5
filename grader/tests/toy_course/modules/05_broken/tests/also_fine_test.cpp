#include "gu/broken.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// It answers 1.
// Input: nothing
// Lesson: "Nothing"
TEST(AlsoFine, AnswersOne) {
  EXPECT_COUNT(also_fine(), 1);
}

}  // namespace
