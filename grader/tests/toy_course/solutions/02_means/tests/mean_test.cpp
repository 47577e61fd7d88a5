#include "gu/means.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// The mean of any two numbers is half of their sum.
// Input: two random numbers
// Lesson: "The mean"
TEST(HiddenMean, AveragesRandomNumbers) {
  Generator generator = test_generator(4);
  const float a = generator.uniform(-9, 9);
  const float b = generator.uniform(-9, 9);
  EXPECT_SCALAR_NEAR(mean({a, b}), (double{a} + double{b}) / 2, tolerance(1e-6, "two roundings"));
}

}  // namespace
