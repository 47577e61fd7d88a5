#include "gu/linear.hpp"
#include "fixed_layer.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto linear_rounding = tolerance(2e-5, "sums of up to 40 float32 products of numbers below 2");

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
    EXPECT_TENSOR_NEAR(plain.forward(input), affine(input, weight, bias), linear_rounding);
    EXPECT_TENSOR_NEAR(views.forward(gapped_copy(input)), affine(input, weight, bias), linear_rounding);
    EXPECT_TENSOR_NEAR(none.forward(strided_copy(input)), affine(input, weight, 0.0), linear_rounding);
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
    EXPECT_TENSOR_NEAR(layer.forward(input), affine(input, numbers.at(0), numbers.at(1)), linear_rounding);
    EXPECT_TENSOR_NEAR(Linear(layer.weight(), layer.bias()).forward(input), affine(input, numbers.at(0), numbers.at(1)),
                       linear_rounding);
  }
}

// A new layer of any size draws Xavier's weights, has a bias of zeros or none, and wants gradients for what it has.
// Input: 4 random sizes up to 20, every second layer without bias
// Lesson: "Linear"
TEST(HiddenLinear, StartsTrainableAtAnySize) {
  Generator generator = test_generator(903);
  for (std::uint64_t salt = 904; salt < 908; ++salt) {
    const Index in = 1 + generator.below(20);
    const Index out = 1 + generator.below(20);
    const bool has_bias = salt % 2 == 0;
    Generator own = test_generator(salt);
    const Linear layer(in, out, own, has_bias);
    const auto drawn = [&] {
      Generator twin = test_generator(salt);
      Array64 weight(Shape{out, in});
      for (double& value : weight.values)
        value = std::sqrt(6.0 / static_cast<double>(in + out)) * (2 * double{twin.uniform()} - 1);
      return weight;
    };
    EXPECT_TENSOR_NEAR(layer.weight(), drawn(), linear_rounding);
    EXPECT_TRUTH(layer.weight().requires_grad(), true);
    EXPECT_TRUTH(layer.bias().requires_grad(), has_bias);
    EXPECT_COUNT(layer.parameters().size(), has_bias ? 2 : 1);
    EXPECT_COUNT(parameter_count(layer), in * out + (has_bias ? out : 0));
    if (has_bias) {
      EXPECT_TENSOR_EQ(layer.bias(), Array64(Shape{out}));
    }
  }
}

// Outputs of every rank are tied to input, weight and bias, without a bias too.
// Input: random weight [3, 2]; inputs [2], [4, 2] and [2, 1, 3, 2] with gaps; with and without a bias
// Lesson: "Linear"
TEST(HiddenLinear, TiesOutputsOfEveryRankToTheGraph) {
  Generator generator = test_generator(911);
  const Recording recording;
  for (const Shape& shape : std::vector<Shape>{{2}, {4, 2}, {2, 1, 3, 2}}) {
    Tensor weight = random_tensor({3, 2}, generator);
    Tensor bias = random_tensor({3}, generator);
    Tensor input = gapped_copy(random_tensor(shape, generator));
    for (Tensor* part : {&weight, &bias, &input}) part->set_requires_grad(true);
    const Tensor with = Linear(weight, bias).forward(input);
    const Tensor without = Linear(weight).forward(input);
    for (const Tensor& part : {input, weight, bias}) EXPECT_TRUTH(recording.reaches(with, part), true);
    for (const Tensor& part : {input, weight}) EXPECT_TRUTH(recording.reaches(without, part), true);
  }
}

// Whatever the leading axes, they are the rows of one product.
// Input: 3 random weights up to [9, 9]; inputs of three and four axes, with gaps
// Lesson: "Linear"
TEST(HiddenLinear, MultipliesAllRowsAtOnce) {
  Generator generator = test_generator(912);
  for (int round = 0; round < 3; ++round) {
    const Index in = 1 + generator.below(9);
    const Index out = 1 + generator.below(9);
    const Index rows = 2 + generator.below(4);
    Linear layer(random_tensor({out, in}, generator));
    for (const Shape& shape : std::vector<Shape>{{rows, 3, in}, {2, rows, 2, in}}) {
      Tensor input = gapped_copy(random_tensor(shape, generator));
      const Recording recording;
      input.set_requires_grad(true);
      layer.forward(input);
      const auto expected = [&] {
        return "matmul of " + to_text(Shape{shape.size() == 3 ? 3 * rows : 4 * rows, in}) + " " +
               to_text(Shape{in, out});
      };
      EXPECT_TEXT(recorded_products(recording), expected());
    }
  }
}

}  // namespace
