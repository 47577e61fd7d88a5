#include "gu/sums.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// Any two numbers are added.
// Input: two random numbers
// Lesson: "Adding"
TEST(HiddenAdd, AddsRandomNumbers) {
  Generator generator = test_generator(1);
  const float a = generator.uniform(-9, 9);
  const float b = generator.uniform(-9, 9);
  EXPECT_SCALAR_NEAR(add(a, b), double{a} + double{b}, tolerance(1e-6, "one rounding"));
}

}  // namespace
