#include "gu/activations.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

Array64 expected_leaky(const Array64& x, double slope) {
  return textbook::map(x, [slope](double value) { return value >= 0 ? value : slope * value; });
}

// Both rectifiers on five axes of any layout, on numbers of every magnitude, with slopes drawn at random.
// Input: random [2, 3, 1, 4, 5] times 1e-20, 1 and 1e20, row-major, reversed and with gaps
// Lesson: "Rectifiers"
TEST(HiddenRectifiers, HoldForFiveAxesOfAnyLayoutAndMagnitude) {
  Generator generator = test_generator(901);
  for (const float scale : {1e-20F, 1.0F, 1e20F}) {
    const Tensor x = random_tensor({2, 3, 1, 4, 5}, generator, -scale, scale);
    const float slope = generator.uniform(-2, 2);
    const auto to_one = [scale](const Array64& y) {
      return textbook::map(y, [scale](double value) { return value / double{scale}; });
    };
    for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
      EXPECT_TENSOR_EQ(to_one(relu(laid_out)), to_one(expected_leaky(x, 0)));
      EXPECT_TENSOR_NEAR(to_one(leaky_relu(laid_out, slope)), to_one(expected_leaky(x, double{slope})),
                         tolerance(1e-6, "one product"));
      EXPECT_TENSOR_NEAR(to_one(leaky_relu(laid_out)), to_one(expected_leaky(x, double{0.01F})),
                         tolerance(1e-6, "one product"));
    }
    EXPECT_INDICES(leaky_relu(strided_copy(x), slope).strides(), {60, 20, 20, 5, 1});
  }
}

// A call leaves nothing behind: not in the input, not for the next call with another slope.
// Input: 40 random numbers, slopes 0.3, 0.01 (default), 0.3; an empty tensor between them
// Lesson: "Pitfalls"
TEST(HiddenRectifiers, RememberNothing) {
  Generator generator = test_generator(902);
  const Tensor x = random_tensor({40}, generator);
  const Array64 before(x);
  const Tensor first = leaky_relu(x, 0.3F);
  EXPECT_TENSOR_NEAR(leaky_relu(x), expected_leaky(before, double{0.01F}), tolerance(1e-6, "one product"));
  EXPECT_SHAPE(relu(counting_tensor({3, 0, 2})).shape(), {3, 0, 2});
  EXPECT_TENSORS_AGREE(leaky_relu(x, 0.3F), first, exactly());
  EXPECT_TENSOR_NEAR(first, expected_leaky(before, double{0.3F}), tolerance(1e-6, "one product"));
  EXPECT_TENSOR_EQ(relu(relu(x)), expected_leaky(before, 0)).because("what is cut already is not cut again");
  EXPECT_TENSOR_EQ(x, before);
}

}  // namespace
