// hidden-marker-4c1f: this line must never reach a student.
#include "gu/numbers.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// Signs do not matter.
// Input: -4
// Lesson: "Squares"
TEST(HiddenMarker4c1f, SignsDoNotMatter) {
  EXPECT_SCALAR_NEAR(energy({-4}), 16, exactly()).because("hidden-marker-4c1f");
}

}  // namespace
