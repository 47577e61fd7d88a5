#include "gu/linear.hpp"
#include "fixed_layer.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto rounding = tolerance(2e-5, "sums of up to 40 float32 products of numbers below 2");

Array64 affine(const Array64& input, const Array64& weight, const Array64& bias) {
  const Array64 rows(Shape{input.count() / weight.shape[1], weight.shape[1]}, input.values);
  Array64 result = textbook::combine(textbook::matmul(rows, textbook::transpose(weight)), bias, std::plus<>());
  result.shape = input.shape;
  result.shape.back() = weight.shape[0];
  return result;
}

// Random sizes, up to four leading axes, any layout of input, weight and bias, with and without a bias.
// Input: 5 random pairs of sizes up to 40; inputs [in], [3, in], [2, 1, in], [2, 3, 2, in], [1, 2, 1, 2, in]
// Lesson: "Linear"
TEST(HiddenLinear, HoldsForRandomSizesRanksAndLayouts) {
  Generator generator = test_generator(901);
  for (const Shape& leading : std::vector<Shape>{{}, {3}, {2, 1}, {2, 3, 2}, {1, 2, 1, 2}}) {
    const Index in = 1 + generator.below(40);
    const Index out = 1 + generator.below(40);
    const Tensor weight = random_tensor({out, in}, generator, -2, 2);
    const Tensor bias = random_tensor({out}, generator, -2, 2);
    Shape shape = leading;
    shape.push_back(in);
    const Tensor input = random_tensor(shape, generator);
    Linear plain(weight, bias);
    Linear views(gapped_copy(weight), gapped_copy(bias));
    Linear none(strided_copy(weight));
    EXPECT_TENSOR_NEAR(plain.forward(input), affine(input, weight, bias), rounding);
    EXPECT_TENSOR_NEAR(views.forward(gapped_copy(input)), affine(input, weight, bias), rounding);
    EXPECT_TENSOR_NEAR(none.forward(strided_copy(input)), affine(input, weight, 0.0), rounding);
    EXPECT_TENSORS_AGREE(plain.forward(input), plain.forward(input), exactly());
    EXPECT_TENSOR_EQ(plain.weight(), weight).because("a forward pass changes no parameter");
    EXPECT_COUNT(parameter_count(none), in * out);
  }
}

// A layer computes with what its parameters hold now, not with what they held when it was built or called before.
// Input: a layer 3 -> 2, called, its weight and bias overwritten with random numbers, called again; two layers sharing
// Lesson: "Parameters"
TEST(HiddenLinear, ComputesWithItsPresentParameters) {
  Generator generator = test_generator(902);
  Linear layer(3, 2, generator);
  const Tensor input = random_tensor({4, 3}, generator);
  layer.forward(input);
  for (int round = 0; round < 2; ++round) {
    std::vector<Array64> numbers;
    for (Parameter& parameter : layer.parameters()) {
      float* own = parameter.value.mutable_data();
      for (Index i = 0; i < parameter.value.view().element_count(); ++i) own[i] = generator.uniform(-1, 1);
      numbers.emplace_back(parameter.value);
    }
    EXPECT_COUNT(numbers.size(), 2);
    EXPECT_TENSOR_NEAR(layer.forward(input), affine(input, numbers.at(0), numbers.at(1)), rounding);
    EXPECT_TENSOR_NEAR(Linear(layer.weight(), layer.bias()).forward(input), affine(input, numbers.at(0), numbers.at(1)),
                       rounding);
  }
}

}  // namespace
