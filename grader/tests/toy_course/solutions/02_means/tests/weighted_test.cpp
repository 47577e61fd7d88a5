#include "gu/means.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// Any weight belongs to the first number.
// Input: two random numbers and a random weight
// Lesson: "Weights"
TEST(HiddenWeighted, WeighsRandomNumbers) {
  Generator generator = test_generator(6);
  const float a = generator.uniform(-9, 9);
  const float b = generator.uniform(-9, 9);
  const float weight = generator.uniform();
  EXPECT_SCALAR_NEAR(weighted(a, b, weight), double{weight} * double{a} + (1 - double{weight}) * double{b},
                     tolerance(2e-6, "three roundings"));
}

}  // namespace
