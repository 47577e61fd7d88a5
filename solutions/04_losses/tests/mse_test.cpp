#include "gu/losses.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto rounding = tolerance(1e-6, "one rounding to float32");

double mean_square(const Array64& a, const Array64& b) {
  double total = 0;
  for (std::size_t i = 0; i < a.values.size(); ++i) total += std::pow(a.values[i] - b.values[i], 2);
  return total / static_cast<double>(a.values.size());
}

// Many elements, up to five axes, any layout of either side, and one side far from the other.
// Input: random [2, 3, 1, 4, 5], [70, 90], [1, 1, 1] and [3, 2, 4]; targets shifted by a random number up to 100
// Lesson: "Squared error"
TEST(HiddenMseLoss, HoldsForManyElementsOfAnyLayout) {
  Generator generator = test_generator(901);
  for (const Shape& shape : std::vector<Shape>{{2, 3, 1, 4, 5}, {70, 90}, {1, 1, 1}, {3, 2, 4}}) {
    const float shift = generator.uniform(-100, 100);
    const Tensor prediction = random_tensor(shape, generator, -2, 2);
    const Tensor target = random_tensor(shape, generator, shift, shift + 1);
    EXPECT_TENSOR_NEAR(mse_loss(prediction, target), Array64(mean_square(prediction, target)), rounding);
    EXPECT_TENSOR_NEAR(mse_loss(gapped_copy(prediction), strided_copy(target)),
                       Array64(mean_square(prediction, target)), rounding);
    EXPECT_TENSOR_NEAR(mse_loss(strided_copy(target), gapped_copy(prediction)),
                       Array64(mean_square(prediction, target)), rounding);
    EXPECT_TENSOR_EQ(prediction, Array64(prediction));
  }
}

// Squares of every magnitude, and calls that know nothing of each other.
// Input: 50 random differences times 1e-10, 1 and 1e10, the first pair once more at the end
// Lesson: "Squared error"
TEST(HiddenMseLoss, HoldsForEveryMagnitude) {
  Generator generator = test_generator(902);
  const Tensor zero = filled_tensor({10, 5}, 0);
  const Tensor first = random_tensor({10, 5}, generator);
  const Tensor before = mse_loss(first, zero);
  for (const float scale : {1e-10F, 1.0F, 1e10F}) {
    const Tensor x = random_tensor({10, 5}, generator, -scale, scale);
    const double square = double{scale} * double{scale};
    EXPECT_SCALAR_NEAR(double{mse_loss(x, zero)()} / square, mean_square(x, zero) / square, rounding);
  }
  EXPECT_TENSORS_AGREE(mse_loss(first, zero), before, exactly());
}

}  // namespace
