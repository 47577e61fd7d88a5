#include "gu/activations.hpp"
#include "gu/testing/recording.hpp"
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

// Infinities and NaN at random places stay what the definition makes of them, and spoil no neighbour, in any layout.
// Input: random [3, 2, 4, 2], about a half of it NaN, inf or -inf; a slope from [0.1, 3)
// Lesson: "Not a number"
TEST(HiddenRectifiers, KeepInfinitiesAndNaNApart) {
  Generator generator = test_generator(903);
  Array64 numbers(random_tensor({3, 2, 4, 2}, generator));
  const double strange[] = {double{infinity}, -double{infinity}, double{not_a_number}};
  for (double& number : numbers.values) {
    const Index which = generator.below(6);
    if (which < 3) number = strange[which];
  }
  const float slope = generator.uniform(0.1F, 3);
  // A NaN equals nothing, so where one belongs is asked apart.
  const auto without_nan = [](const Array64& x) {
    return textbook::map(x, [](double value) { return std::isnan(value) ? 0.0 : value; });
  };
  const Tensor x = to_tensor(numbers);
  for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
    EXPECT_TENSOR_EQ(nan_places(relu(laid_out)), nan_places(numbers));
    EXPECT_TENSOR_EQ(nan_places(leaky_relu(laid_out, slope)), nan_places(numbers));
    EXPECT_TENSOR_EQ(without_nan(relu(laid_out)),
                     textbook::map(without_nan(numbers), [](double value) { return std::max(value, 0.0); }));
    EXPECT_TENSOR_NEAR(without_nan(leaky_relu(laid_out, slope)), expected_leaky(without_nan(numbers), double{slope}),
                       tolerance(1e-6, "one product"));
  }
}

// The slope that was used is what the graph is told, each time.
// Input: 4 random slopes in steps of 1/8; [2, 1, 3] that wants a gradient, with gaps
// Lesson: "What is recorded"
TEST(HiddenRectifiers, TellTheGraphTheirSlope) {
  Generator generator = test_generator(904);
  const Recording recording;
  for (int round = 0; round < 4; ++round) {
    Tensor x = gapped_copy(random_tensor({2, 1, 3}, generator));
    x.set_requires_grad(true);
    const double slope = static_cast<double>(generator.below(41) - 20) / 8;
    const Tensor y = leaky_relu(x, static_cast<float>(slope));
    EXPECT_TRUTH(recording.reaches(y, x), true);
    const auto text = [&] {
      std::ostringstream out;
      out << "leaky_relu of [2, 1, 3] numbers " << slope;
      return out.str();
    };
    EXPECT_TEXT(recording.last(), text());
  }
}

}  // namespace
