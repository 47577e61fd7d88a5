#include "gu/numbers.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// Three of the first, less two of the second.
// Input: 5 and 4
// Lesson: "Blending"
TEST(Blend, WeighsBothNumbers) {
  EXPECT_SCALAR_NEAR(blend(5, 4), 7, exactly()).because("3 * 5 - 2 * 4 is 7");
}

// It holds for any two numbers.
// Input: eight random pairs
// Lesson: "Blending"
TEST(Blend, HoldsForAnyNumbers) {
  Generator generator = test_generator(1);
  for (int i = 0; i < 8; ++i) {
    const Tensor pair = random_tensor({2}, generator);
    const double a = pair.data()[0];
    const double b = pair.data()[1];
    EXPECT_SCALAR_NEAR(blend(pair.data()[0], pair.data()[1]), 3 * a - 2 * b, tolerance(1e-5, "two rounded products"));
  }
}

}  // namespace
