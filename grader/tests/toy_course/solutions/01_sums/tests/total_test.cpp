#include "gu/sums.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// Any three numbers are added up.
// Input: three random numbers
// Lesson: "Adding"
TEST(HiddenTotal, AddsRandomNumbers) {
  Generator generator = test_generator(3);
  const float a = generator.uniform(-9, 9);
  const float b = generator.uniform(-9, 9);
  const float c = generator.uniform(-9, 9);
  EXPECT_SCALAR_NEAR(total({a, b, c}), double{a} + double{b} + double{c}, tolerance(1e-6, "two roundings"));
}

}  // namespace
