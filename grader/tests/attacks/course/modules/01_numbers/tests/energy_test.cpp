#include "gu/numbers.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// Each number is squared, then all are added.
// Input: 1, 2 and 3
// Lesson: "Squares"
TEST(Energy, SumsTheSquares) {
  EXPECT_SCALAR_NEAR(energy({1, 2, 3}), 14, exactly()).because("1 + 4 + 9 is 14");
}

// It holds for any numbers.
// Input: 5 random numbers
// Lesson: "Squares"
TEST(Energy, HoldsForAnyNumbers) {
  Generator generator = test_generator(2);
  const Tensor numbers = random_tensor({5}, generator);
  double sum = 0;
  for (int i = 0; i < 5; ++i) sum += static_cast<double>(numbers.data()[i]) * static_cast<double>(numbers.data()[i]);
  EXPECT_SCALAR_NEAR(energy(std::vector<float>(numbers.data(), numbers.data() + 5)), sum,
                     tolerance(1e-5, "sums of 5 products"));
}

}  // namespace
