#include "fixed_layer.hpp"
#include "gu/linear.hpp"
#include "gu/testing/recording.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto dropout_rounding = tolerance(1e-6, "one product");

/// One uniform draw for each element, row by row.
Array64 draws(const Shape& shape, Generator& generator) {
  Array64 result(shape);
  for (double& value : result.values) value = double{generator.uniform()};
  return result;
}

/// The draws of call number `call` of a layer that was given test_generator(salt).
Array64 draws_of_call(Index call, const Shape& shape, std::uint64_t salt) {
  Generator generator = test_generator(salt);
  for (; call > 0; --call) draws(shape, generator);
  return draws(shape, generator);
}

/// x where the draw survives, times `scale`; 0 elsewhere.
Array64 masked(const Array64& x, const Array64& drawn, const std::function<bool(double)>& survives, double scale) {
  return textbook::combine(x, drawn, [&](double value, double draw) { return survives(draw) ? value * scale : 0.0; });
}

// In training an element survives when its draw is not below p, and survivors are divided by 1 - p.
// Input: x [4, 6] uniform in [1, 2), p = 0.25
// Lesson: "Dropout"
TEST(Dropout, KeepsWithOneMinusPAndRescales) {
  Generator generator = test_generator(1);
  const Array64 input = random_tensor({4, 6}, generator, 1, 2);
  Dropout layer(0.25F, test_generator(2));
  const auto drawn = [] { return draws_of_call(0, {4, 6}, 2); };
  const auto kept = [](double draw) { return draw >= 0.25; };
  const auto dropped = [](double draw) { return draw < 0.25; };
  const auto row_draws = [] { return draws_of_call(0, {4, 1}, 2); };
  EXPECT_TENSOR_NEAR(layer.forward(to_tensor(input)), masked(input, drawn(), kept, 4.0 / 3), dropout_rounding)
      .because("the expected value (1 - p) * x / (1 - p) is x")
      .unlike("survivors were not rescaled", masked(input, drawn(), kept, 1))
      .unlike("survivors were multiplied by 1 - p instead of divided", masked(input, drawn(), kept, 0.75))
      .unlike("survivors were divided by p, not by 1 - p", masked(input, drawn(), kept, 4))
      .unlike("elements were dropped with probability 1 - p and kept with p", masked(input, drawn(), dropped, 4.0 / 3))
      .unlike("elements were dropped with probability 1 - p and kept with p", masked(input, drawn(), dropped, 4))
      .unlike("one draw decided about a whole row", masked(input, row_draws(), kept, 4.0 / 3))
      .given("input", input);
}

// In evaluation dropout is the identity: the very input comes back and no draw is used up.
// Input: x [4, 6], p = 0.5, in evaluation and then in training again
// Lesson: "Dropout"
TEST(Dropout, IsTheIdentityInEvaluation) {
  Generator generator = test_generator(3);
  const Tensor input = random_tensor({4, 6}, generator, 1, 2);
  Dropout layer(0.5F, test_generator(4));
  const auto kept = [](double draw) { return draw >= 0.5; };
  const auto in_training = [&] { return masked(input, draws_of_call(0, {4, 6}, 4), kept, 2); };

  layer.train(false);
  EXPECT_TENSOR_EQ(layer.forward(input), input)
      .because("a model that is used must answer the same each time")
      .unlike("dropout stayed active in evaluation", in_training())
      .unlike("evaluation was scaled by 1 - p as well", textbook::map(input, [](double x) { return 0.5 * x; }))
      .unlike("evaluation was scaled by 1 / (1 - p) as well", textbook::map(input, [](double x) { return 2 * x; }));
  const MemoryScope scope;
  EXPECT_TRUTH(shares_numbers(layer.forward(input), input), true).because("there is nothing to copy");
  EXPECT_COUNT(scope.allocations(), 0);

  layer.train(true);
  EXPECT_TENSOR_NEAR(layer.forward(input), in_training(), dropout_rounding)
      .because("evaluation draws nothing, so training goes on where it stood")
      .unlike("evaluation used up draws of the generator", masked(input, draws_of_call(2, {4, 6}, 4), kept, 2));
}

// Every call in training draws a new mask.
// Input: ones [3, 8], p = 0.5, two calls
// Lesson: "Dropout"
TEST(Dropout, DrawsAnewForEveryCall) {
  const Array64 input = filled_tensor({3, 8}, 1);
  Dropout layer(0.5F, test_generator(5));
  const auto kept = [](double draw) { return draw >= 0.5; };
  const auto call = [&](Index number) { return masked(input, draws_of_call(number, {3, 8}, 5), kept, 2); };
  EXPECT_TENSOR_NEAR(layer.forward(to_tensor(input)), call(0), dropout_rounding);
  EXPECT_TENSOR_NEAR(layer.forward(to_tensor(input)), call(1), dropout_rounding)
      .because("the same units would be missing for ever")
      .unlike("every call drew the same mask", call(0));
}

// Over many elements a share p is zero and the mean stays.
// Input: ones [100, 100], p = 0.3
// Lesson: "Dropout"
TEST(Dropout, KeepsTheMean) {
  Dropout layer(0.3F, test_generator(6));
  const Array64 output(layer.forward(filled_tensor({100, 100}, 1)));
  double zero_share = 0;
  double mean = 0;
  for (const double value : output.values) {
    zero_share += value == 0 ? 1e-4 : 0;
    mean += value * 1e-4;
  }
  // Standard deviations 0.0046 and 0.0065.
  EXPECT_BETWEEN(zero_share, 0.27, 0.33);
  EXPECT_BETWEEN(mean, 0.95, 1.05);
}

// The probability 0 drops nothing and draws nothing; it is the identity in training too.
// Input: [2, 3] with p = 0
// Lesson: "Dropout"
TEST(Dropout, WithProbabilityZeroIsTheIdentity) {
  const Tensor input = counting_tensor({2, 3});
  Dropout layer(0, test_generator(7));
  EXPECT_TRUTH(shares_numbers(layer.forward(input), input), true);
  EXPECT_TENSOR_EQ(layer.forward(input), input);
}

// Any shape goes in, the same comes out, and the input keeps its numbers.
// Input: shapes [], [0, 3], [5], [2, 3, 4], and [2, 3, 4] with other strides; p = 0.5
// Lesson: "Dropout"
TEST(Dropout, TakesAnyShapeAndLeavesTheInputAlone) {
  const auto kept = [](double draw) { return draw >= 0.5; };
  const std::vector<Shape> shapes{{}, {0, 3}, {5}, {2, 3, 4}};
  for (const Shape& shape : shapes) {
    Dropout layer(0.5F, test_generator(8));
    const Tensor input = filled_tensor(shape, 1);
    EXPECT_TENSOR_NEAR(layer.forward(input), masked(input, draws_of_call(0, shape, 8), kept, 2), dropout_rounding);
    EXPECT_TENSOR_EQ(input, filled_tensor(shape, 1))
        .because("the input belongs to the caller, who may need it for the gradient")
        .unlike_where(shape != Shape{0, 3}, "the mask was multiplied into the input itself",
                      masked(filled_tensor(shape, 1), draws_of_call(0, shape, 8), kept, 2));
  }
  Dropout layer(0.5F, test_generator(9));
  const Tensor turned = strided_copy(counting_tensor({2, 3, 4}));
  EXPECT_TENSOR_NEAR(layer.forward(turned), masked(turned, draws_of_call(0, {2, 3, 4}, 9), kept, 2), dropout_rounding);
}

// The gradient must pass the same mask, so the masking is a recorded operation.
// Input: ones [4, 6] that want a gradient, p = 0.5
// Lesson: "Dropout"
TEST(Dropout, IsMadeOfRecordedOperations) {
  const Recording recording;
  Dropout layer(0.5F, test_generator(10));
  Tensor input = filled_tensor({4, 6}, 1);
  input.set_requires_grad(true);
  EXPECT_TRUTH(recording.reaches(layer.forward(input), input), true)
      .unlike("the mask was applied outside the recorded operations", truth_value(false));
  EXPECT_COUNT(layer.parameters().size(), 0).because("nothing in it is trained");
}

// Training takes a mask and the output, of the input's size both, and nothing else.
// Input: ones [40, 25] of 4,000 bytes, p = 0.5
// Lesson: "What it costs"
TEST(Dropout, NeedsAMaskAndTheOutput) {
  Dropout layer(0.5F, test_generator(12));
  const Tensor input = filled_tensor({40, 25}, 1);
  const MemoryScope scope;
  EXPECT_SHAPE(layer.forward(input).shape(), {40, 25});
  EXPECT_BETWEEN(scope.peak_bytes(), 4000, 2 * 4000)
      .because("the mask is made of one draw after the other; the draws need not be kept")
      .unlike("the draws were kept in a tensor of their own", 3.0 * 4000);
}

// A probability is at least 0 and below 1: at 1 nothing would survive and the factor would be infinite.
// Input: p = 0.5, then 1, -0.1, NaN
// Lesson: "Dropout"
TEST(Dropout, RefusesWhatIsNoProbability) {
  EXPECT_SHAPE(Dropout(0.5F, test_generator(11)).forward(counting_tensor({2})).shape(), {2});
  EXPECT_THROWS(Dropout(1, test_generator(11)), std::invalid_argument, "1");
  EXPECT_THROWS(Dropout(-0.1F, test_generator(11)), std::invalid_argument, "-0.1");
  EXPECT_THROWS(Dropout(std::nanf(""), test_generator(11)), std::invalid_argument, "nan");
}

}  // namespace
