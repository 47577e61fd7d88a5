#include "gu/linear.hpp"
#include "fixed_layer.hpp"
#include "gu/tensor.hpp"
#include "gu/testing/recording.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

Array64 plus(const Array64& a, const Array64& b) {
  return textbook::combine(a, b, [](double x, double y) { return x + y; });
}

/// x weight^T + bias, by the textbook.
Array64 affine(const Array64& input, const Array64& weight, const Array64& bias) {
  return plus(textbook::matmul(input, textbook::transpose(weight)), bias);
}

// A weight has one row for each output, and a bias one number for each: [out, in] and [out].
// Input: Linear(3, 5), with and without bias
// Lesson: "Linear"
TEST(Linear, StoresOneRowOfWeightsForEachOutput) {
  Generator generator = test_generator(1);
  const Linear layer(3, 5, generator);
  EXPECT_SHAPE(layer.weight().shape(), {5, 3}).unlike("the weight was stored as [in, out]", shape_value({3, 5}));
  EXPECT_SHAPE(layer.bias().shape(), {5}).unlike("the bias was given one number for each input", shape_value({3}));
  EXPECT_TEXT(names_of(layer.parameters()), "weight bias")
      .unlike("the bias was left out of the parameters", Value(std::string("weight")));
  EXPECT_COUNT(parameter_count(layer), 5 * 3 + 5);

  const Linear plain(3, 5, generator, false);
  EXPECT_TRUTH(plain.bias().defined(), false)
      .unlike("a layer that was to have no bias was given one", truth_value(true));
  EXPECT_TEXT(names_of(plain.parameters()), "weight");
}

// A new layer starts from Xavier's uniform weights and a bias of zeros, and wants gradients for both.
// Input: Linear(3, 5) and xavier_uniform [5, 3], from equal generators
// Lesson: "Linear"
TEST(Linear, StartsFromXavierWeightsAndZeros) {
  Generator generator = test_generator(2);
  Generator twin = test_generator(2);
  const Linear layer(3, 5, generator);
  const Tensor expected = xavier_uniform({5, 3}, twin);
  EXPECT_TENSORS_AGREE(layer.weight(), expected, exactly())
      .because("the weight is your own xavier_uniform with gain 1");
  EXPECT_TENSOR_EQ(layer.bias(), Array64(Shape{5})).because("a bias has no symmetry to break: it starts from 0");
  EXPECT_COUNT(generator.bits(), twin.bits()).because("the bias draws nothing");
  EXPECT_TRUTH(layer.weight().requires_grad(), true).unlike("the weights were not made trainable", truth_value(false));
  EXPECT_TRUTH(layer.bias().requires_grad(), true).unlike("the bias was not made trainable", truth_value(false));
}

// The example of the lesson: two rows of two features become two rows of three.
// Input: x [[1, -1], [2, 0]], weight [[1, 2], [3, 4], [5, 6]], bias [10, 20, 30]
// Lesson: "A worked example"
TEST(Linear, ReproducesTheWorkedExample) {
  //! [worked]
  Linear layer(make_tensor({3, 2}, {1, 2, 3, 4, 5, 6}), make_tensor({3}, {10, 20, 30}));
  const Tensor input = make_tensor({2, 2}, {1, -1, 2, 0});
  //! [worked]
  EXPECT_TENSOR_EQ(layer.forward(input), Array64({2, 3}, {9, 19, 29, 12, 26, 40}))
      .because("1 * 1 + 2 * (-1) + 10 = 9")
      .unlike("the bias was never added", Array64({2, 3}, {-1, -1, -1, 2, 6, 10}))
      .unlike("the bias was added twice", Array64({2, 3}, {19, 39, 59, 22, 46, 70}))
      .unlike("the bias was subtracted", Array64({2, 3}, {-11, -21, -31, -8, -14, -20}))
      .given("input", input);
}

// Where every size is 3 nothing but the values shows which way the weight and the bias lie.
// Input: x, weight [3, 3] and bias [3], all random
// Lesson: "Pitfalls"
TEST(Linear, IsRightWhereAllSizesAgree) {
  Generator generator = test_generator(3);
  const Tensor input = random_tensor({3, 3}, generator);
  const Tensor weight = random_tensor({3, 3}, generator);
  const Tensor bias = random_tensor({3}, generator);
  Linear layer(weight, bias);
  const auto column = [&] { return Array64({3, 1}, Array64(bias).values); };
  EXPECT_TENSOR_NEAR(layer.forward(input), affine(input, weight, bias), tolerance(1e-5, "sums of 3 products"))
      .unlike("the weight was not transposed", plus(textbook::matmul(input, weight), bias))
      .unlike("the bias ran along the rows of the batch, not along the features", affine(input, weight, column()))
      .unlike("the product was taken as weight times input", plus(textbook::matmul(weight, input), bias));
}

// Leading axes are rows: every row of every batch goes through the same weights; strides do not matter.
// Input: [2, 3, 4], [4], [0, 4], [1, 1, 1, 4] and a strided [2, 3, 4] through a layer 4 -> 5
// Lesson: "Linear"
TEST(Linear, WorksOnTheLastAxisOfAnyShape) {
  Generator generator = test_generator(4);
  const Tensor weight = random_tensor({5, 4}, generator);
  const Tensor bias = random_tensor({5}, generator);
  Linear layer(weight, bias);
  const auto rounding = tolerance(1e-5, "sums of 4 products");

  const Tensor batch = random_tensor({2, 3, 4}, generator);
  EXPECT_TENSOR_NEAR(layer.forward(batch), affine(batch, weight, bias), rounding);
  EXPECT_TENSOR_NEAR(layer.forward(strided_copy(batch)), affine(batch, weight, bias), rounding)
      .because("the input's strides say where its elements lie");
  Linear turned(strided_copy(weight), strided_copy(bias));
  EXPECT_TENSOR_NEAR(turned.forward(batch), affine(batch, weight, bias), rounding)
      .because("a weight may be a view as well");

  const Tensor row = random_tensor({4}, generator);
  const auto of_row = [&] { return Array64({5}, affine(Array64({1, 4}, Array64(row).values), weight, bias).values); };
  EXPECT_TENSOR_NEAR(layer.forward(row), of_row(), rounding).because("one axis in, one axis out");
  EXPECT_SHAPE(layer.forward(counting_tensor({0, 4})).shape(), {0, 5});
  EXPECT_SHAPE(layer.forward(counting_tensor({1, 1, 1, 4})).shape(), {1, 1, 1, 5});
}

// parameters() gives handles: what a caller writes through them, the layer computes with.
// Input: a layer 2 -> 2 of zeros, changed through its parameters
// Lesson: "Parameters"
TEST(Linear, IsChangedThroughItsParameters) {
  Linear layer(filled_tensor({2, 2}, 0), filled_tensor({2}, 0));
  const Tensor input = make_tensor({1, 2}, {1, 10});
  EXPECT_TENSOR_EQ(layer.forward(input), Array64({1, 2}, {0, 0}));
  for (Parameter& parameter : layer.parameters()) parameter.value.mutable_data()[0] = 3;
  EXPECT_TENSOR_EQ(layer.forward(input), Array64({1, 2}, {6, 0}))
      .because("weight[0][0] and bias[0] are now 3: 3 * 1 + 3")
      .unlike("the weight was turned once and kept, so that later changes of it are not seen", Array64({1, 2}, {3, 0}))
      .unlike("parameters() returned copies", Array64({1, 2}, {0, 0}));
}

// Given tensors are taken as they are: shared with their owner, frozen if they were.
// Input: a weight that wants no gradient, shared by two layers
// Lesson: "Parameters"
TEST(Linear, SharesTheTensorsItIsGiven) {
  Tensor weight = counting_tensor({2, 3});
  Linear first(weight);
  Linear second(weight);
  EXPECT_TRUTH(shares_numbers(first.weight(), weight), true)
      .because("tied weights are one set of numbers")
      .unlike("the given weight was copied", truth_value(false));
  EXPECT_TRUTH(first.weight().requires_grad(), false).because("a frozen weight stays frozen");
  weight.mutable_data()[0] = 100;
  EXPECT_TENSOR_EQ(second.forward(make_tensor({1, 3}, {1, 0, 0})), Array64({1, 2}, {100, 3}));
  EXPECT_TEXT(names_of(first.parameters()), "weight").because("no bias was given");
}

// The output is tied to input, weight and bias by recorded operations; otherwise no gradient reaches them.
// Input: a layer 4 -> 5 and an input [2, 3, 4] that wants a gradient
// Lesson: "Linear"
TEST(Linear, IsMadeOfRecordedOperations) {
  const Recording recording;
  Generator generator = test_generator(5);
  Linear layer(4, 5, generator);
  Tensor input = random_tensor({2, 3, 4}, generator);
  input.set_requires_grad(true);
  const Tensor output = layer.forward(input);
  EXPECT_TRUTH(recording.reaches(output, layer.weight()), true)
      .unlike("the output was computed outside the recorded operations", truth_value(false));
  EXPECT_TRUTH(recording.reaches(output, layer.bias()), true);
  EXPECT_TRUTH(recording.reaches(output, input), true);
}

// All leading axes are rows of one product: one large product is faster than many small ones.
// Input: a layer 4 -> 5, and inputs [2, 3, 4], [2, 3, 1, 4] and [4] that want a gradient
// Lesson: "Linear"
TEST(Linear, MultipliesOnce) {
  Generator generator = test_generator(6);
  Linear layer(random_tensor({5, 4}, generator), random_tensor({5}, generator));
  const auto products = [&](const Shape& shape) {
    Tensor input = random_tensor(shape, generator);
    const Recording recording;
    input.set_requires_grad(true);
    layer.forward(input);
    return recorded_products(recording);
  };
  const std::string not_joined = "the leading axes were not made one: a product for each of their entries";
  EXPECT_TEXT(products({2, 3, 4}), "matmul of [6, 4] [4, 5]")
      .unlike(not_joined, Value(std::string("matmul of [2, 3, 4] [4, 5]")));
  EXPECT_TEXT(products({2, 3, 1, 4}), "matmul of [6, 4] [4, 5]")
      .unlike(not_joined, Value(std::string("matmul of [2, 3, 1, 4] [4, 5]")));
  EXPECT_TEXT(products({4}), "matmul of [1, 4] [4, 5]");
}

// A layer says which shapes do not fit.
// Input: [2, 3] into 4 -> 5; no axis at all; weights and biases of wrong shapes; no features
// Lesson: "Linear"
TEST(Linear, RefusesShapesThatDoNotFit) {
  Generator generator = test_generator(6);
  Linear layer(4, 5, generator);
  EXPECT_SHAPE(layer.forward(counting_tensor({2, 4})).shape(), {2, 5});
  EXPECT_THROWS(layer.forward(counting_tensor({2, 3})), std::invalid_argument, "[2, 3]", "[5, 4]");
  EXPECT_THROWS(layer.forward(counting_tensor({5})), std::invalid_argument, "[5]", "[5, 4]");
  // 24 elements would make six rows of four, but its last axis has three.
  EXPECT_THROWS(layer.forward(counting_tensor({8, 3})), std::invalid_argument, "[8, 3]", "[5, 4]")
      .because("the number of elements fits, the last axis does not");
  EXPECT_THROWS(layer.forward(counting_tensor({})), std::invalid_argument, "[]");
  EXPECT_THROWS(Linear(counting_tensor({5})), std::invalid_argument, "[5]");
  EXPECT_THROWS(Linear(counting_tensor({5, 4}), counting_tensor({4})), std::invalid_argument, "[5, 4]", "[4]")
      .because("a bias has one number for each output, not for each input");
  EXPECT_THROWS(Linear(counting_tensor({5, 4}), counting_tensor({5, 1})), std::invalid_argument, "[5, 1]");
  EXPECT_THROWS(Linear(0, 5, generator), std::invalid_argument, "0");
  EXPECT_THROWS(Linear(4, 0, generator), std::invalid_argument, "0");
}

// A layer holds its parameters and nothing else; a forward pass leaves its output and nothing else.
// Input: Linear(32, 16) on 64 rows
// Lesson: "What it costs"
TEST(Linear, HoldsOnlyItsParameters) {
  Generator generator = test_generator(7);
  const Tensor input = random_tensor({64, 32}, generator);
  const MemoryScope building;
  Linear layer(32, 16, generator);
  EXPECT_COUNT(building.live_bytes(), 4 * (16 * 32 + 16)).because("4 bytes for each of in * out + out numbers");
  EXPECT_COUNT(parameter_bytes(layer), 4 * (16 * 32 + 16));

  const MemoryScope running;
  const Tensor output = layer.forward(input);
  const Index output_bytes = Index{4} * 64 * 16;
  EXPECT_COUNT(running.live_bytes(), output_bytes).because("nothing but the output outlives the call");
  EXPECT_BETWEEN(running.peak_bytes(), output_bytes, 3 * output_bytes + Index{4} * 16 * 32)
      .because("the product, the sum and one turned copy of the weight are enough");
}

}  // namespace
