// hidden-marker-4c1f: this line must never reach a student.
#include "gu/numbers.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// The second number counts against the first.
// Input: 0 and 21.5, which nobody published: hidden-marker-4c1f
// Lesson: "Blending"
TEST(HiddenMarker4c1f, TheSecondNumberIsTakenAway) {
  EXPECT_SCALAR_NEAR(blend(0, 21.5), -43, exactly()).because("hidden-marker-4c1f");
}

// It holds for larger numbers.
// Input: four random pairs
// Lesson: "Blending"
TEST(HiddenMarker4c1f, HoldsForLargeNumbers) {
  Generator generator = test_generator(3);
  for (int i = 0; i < 4; ++i) {
    const Tensor pair = random_tensor({2}, generator, 100, 200);
    const double a = pair.data()[0];
    const double b = pair.data()[1];
    EXPECT_SCALAR_NEAR(blend(pair.data()[0], pair.data()[1]), 3 * a - 2 * b, tolerance(1e-5, "two rounded products"));
  }
}

}  // namespace
