#include "gu/losses.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto mse_rounding = tolerance(1e-6, "one rounding to float32");

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
    const Array64 before(prediction);
    const Tensor target = random_tensor(shape, generator, shift, shift + 1);
    EXPECT_TENSOR_NEAR(mse_loss(prediction, target), Array64(mean_square(prediction, target)), mse_rounding);
    EXPECT_TENSOR_NEAR(mse_loss(gapped_copy(prediction), strided_copy(target)),
                       Array64(mean_square(prediction, target)), mse_rounding);
    EXPECT_TENSOR_NEAR(mse_loss(strided_copy(target), gapped_copy(prediction)),
                       Array64(mean_square(prediction, target)), mse_rounding);
    EXPECT_TENSOR_EQ(prediction, before);
  }
}

// Squares of every magnitude, and calls that know nothing of each other.
// Input: 50 random differences times 1e-10, 1 and 1e10; 999 of [0.5, 1) behind one of 4096; the first pair once more
// Lesson: "Squared error"
TEST(HiddenMseLoss, HoldsForEveryMagnitude) {
  Generator generator = test_generator(902);
  const Tensor zero = filled_tensor({10, 5}, 0);
  const Tensor first = random_tensor({10, 5}, generator);
  const Tensor before = mse_loss(first, zero);
  for (const float scale : {1e-10F, 1.0F, 1e10F}) {
    const Tensor x = random_tensor({10, 5}, generator, -scale, scale);
    const double square = double{scale} * double{scale};
    EXPECT_SCALAR_NEAR(double{mse_loss(x, zero)()} / square, mean_square(x, zero) / square, mse_rounding);
  }
  Tensor behind = random_tensor({1000}, generator, 0.5F, 1);
  behind.mutable_data()[0] = 4096;
  EXPECT_TENSOR_NEAR(mse_loss(behind, filled_tensor({1000}, 0)), Array64(mean_square(behind, filled_tensor({1000}, 0))),
                     mse_rounding)
      .because("in float32 each of the small squares would be rounded away");
  EXPECT_TENSORS_AGREE(mse_loss(first, zero), before, exactly());
}

// Either side is tied to the graph by one operation; shapes that would broadcast are refused, whatever their sizes.
// Input: random n from 2 to 8: [n] and [n, 1], [1, n] and [n], [2, n] and [n], [n] and [1]; [2, n, 1] that wants a gradient
// Lesson: "Pitfalls"
TEST(HiddenMseLoss, IsOneOperationAndRefusesToBroadcast) {
  Generator generator = test_generator(903);
  const Recording recording;
  for (const bool first : {true, false}) {
    const Index n = 2 + generator.below(7);
    Tensor x = strided_copy(random_tensor({2, n, 1}, generator));
    x.set_requires_grad(true);
    const Tensor y = random_tensor({2, n, 1}, generator);
    const Tensor loss = first ? mse_loss(x, y) : mse_loss(y, x);
    EXPECT_TRUTH(recording.reaches(loss, x), true);
    const std::string shape = " [2, " + std::to_string(n) + ", 1]";
    EXPECT_TEXT(recording.last(), "mse_loss of" + shape + shape);
    const std::vector<std::pair<Shape, Shape>> pairs{{{n}, {n, 1}}, {{1, n}, {n}}, {{2, n}, {n}}, {{n}, {1}}};
    for (const std::pair<Shape, Shape>& pair : pairs)
      EXPECT_THROWS(mse_loss(filled_tensor(pair.first, 1), filled_tensor(pair.second, 1)), std::invalid_argument);
  }
}

}  // namespace
