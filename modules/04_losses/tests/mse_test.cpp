#include "gu/losses.hpp"
#include "gu/testing/recording.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto mse_rounding = tolerance(1e-6, "one rounding to float32");

// The squares of the differences, averaged over all elements, as a scalar.
// Input: [1, 2, 3] against [1, 4, 0]: squares 0, 4, 9
// Lesson: "A worked example"
TEST(MseLoss, IsTheMeanOfTheSquares) {
  const Tensor prediction = make_tensor({3}, {1, 2, 3});
  const Tensor target = make_tensor({3}, {1, 4, 0});
  EXPECT_TENSOR_NEAR(mse_loss(prediction, target), Array64(13.0 / 3), mse_rounding)
      .because("(0 + 4 + 9) / 3")
      .unlike("the squares were added, not averaged", Array64(13.0))
      .unlike("half of the squares was taken", Array64(13.0 / 6))
      .unlike("the root of the mean was taken", Array64(std::sqrt(13.0 / 3)))
      .unlike("absolute differences were averaged, not squares", Array64(5.0 / 3))
      .unlike("the mean difference was squared, not each difference", Array64(1.0 / 9))
      .given("prediction", prediction)
      .given("target", target);
}

// The mean runs over every element of every axis, whatever the strides.
// Input: [2, 3, 4] random, with row-major and other strides; [1]; []
// Lesson: "Squared error"
TEST(MseLoss, AveragesOverEveryElementOfAnyShape) {
  Generator generator = test_generator(1);
  const Tensor prediction = random_tensor({2, 3, 4}, generator);
  const Tensor target = random_tensor({2, 3, 4}, generator);
  const auto total_over = [&](double count) {
    const auto square = [](double p, double t) { return (p - t) * (p - t); };
    return Array64(textbook::total(textbook::combine(prediction, target, square).values) / count);
  };
  EXPECT_TENSOR_NEAR(mse_loss(prediction, target), total_over(24), mse_rounding)
      .unlike("the squares were averaged over the first axis only", total_over(2))
      .unlike("the squares were averaged over the last axis only", total_over(4));
  EXPECT_TENSOR_NEAR(mse_loss(strided_copy(prediction), target), total_over(24), mse_rounding)
      .because("element [i, j, k] belongs to element [i, j, k], wherever it lies");
  EXPECT_TENSOR_NEAR(mse_loss(prediction, strided_copy(target)), total_over(24), mse_rounding);
  EXPECT_TENSOR_EQ(mse_loss(make_tensor({1}, {3}), make_tensor({1}, {5})), Array64(4.0));
  EXPECT_TENSOR_EQ(mse_loss(make_tensor({}, {3}), make_tensor({}, {5})), Array64(4.0));
  EXPECT_TENSOR_EQ(mse_loss(prediction, prediction), Array64(0.0)).because("nothing differs");
}

// A large square does not swallow small ones: the sum runs in float64.
// Input: one difference of 4096 and 64 of 1
// Lesson: "Pitfalls"
TEST(MseLoss, AddsUpInDoublePrecision) {
  std::vector<float> values(65, 1);
  values[0] = 4096;
  EXPECT_TENSOR_NEAR(mse_loss(make_tensor({65}, values), filled_tensor({65}, 0)), Array64((16777216.0 + 64) / 65),
                     mse_rounding)
      .because("2^24 + 1 is no float32: each small square would be rounded away")
      .unlike("the squares were added in float32: the small ones were lost", Array64(16777216.0 / 65))
      .given("x", make_tensor({65}, values));
}

// Differences are taken exactly: two large numbers near each other lose nothing.
// Input: 1e8 + 8 against 1e8, and values of 1e19 whose squares exceed float32 before the mean
// Lesson: "Squared error"
TEST(MseLoss, StandsLargeValues) {
  EXPECT_TENSOR_EQ(mse_loss(make_tensor({1}, {100000008}), make_tensor({1}, {100000000})), Array64(64.0));
  const Tensor large = make_tensor({4}, {3e19F, 0, 0, 0});
  EXPECT_SCALAR_NEAR(static_cast<double>(*mse_loss(large, filled_tensor({4}, 0)).data()) / 2.25e38, 1, mse_rounding)
      .because("9e38 is more than float32 holds, a quarter of it is not")
      .unlike("the sum overflowed float32", std::numeric_limits<double>::infinity())
      .given("large", large);
}

// Shapes must be equal. Broadcasting would compare every prediction with every target and look like a working loss.
// Input: [3] against [3, 1], [1], [2]; no elements
// Lesson: "Pitfalls"
TEST(MseLoss, RefusesToBroadcast) {
  const Tensor three = make_tensor({3}, {1, 2, 3});
  EXPECT_TENSOR_NEAR(mse_loss(three, make_tensor({3}, {1, 2, 4})), Array64(1.0 / 3), mse_rounding)
      .given("three", three);
  EXPECT_THROWS(mse_loss(three, make_tensor({3, 1}, {1, 2, 4})), std::invalid_argument, "[3]", "[3, 1]")
      .because("[3] against [3, 1] would broadcast to nine differences")
      .unlike("prediction and target were broadcast against each other", Value(std::string("no exception")));
  EXPECT_THROWS(mse_loss(three, make_tensor({1}, {1})), std::invalid_argument, "[3]", "[1]");
  EXPECT_THROWS(mse_loss(make_tensor({1, 3}, {1, 2, 3}), three), std::invalid_argument, "[1, 3]", "[3]");
  EXPECT_THROWS(mse_loss(three, make_tensor({2}, {1, 2})), std::invalid_argument, "[3]", "[2]");
  EXPECT_THROWS(mse_loss(counting_tensor({0, 3}), counting_tensor({0, 3})), std::invalid_argument, "[0, 3]")
      .because("the mean of nothing is no number");
}

// NaN is not lost on the way.
// Input: [1, NaN] against [1, 1], and the other way round
// Lesson: "Pitfalls"
TEST(MseLoss, LetsNanThrough) {
  const Tensor broken = make_tensor({2}, {1, std::nanf("")});
  const Tensor sound = make_tensor({2}, {1, 1});
  EXPECT_TRUTH(std::isnan(*mse_loss(broken, sound).data()), true);
  EXPECT_TRUTH(std::isnan(*mse_loss(sound, broken).data()), true);
}

// The loss reaches the graph as one operation that module 05 knows by name, and costs no second copy of its inputs.
// Input: [40, 25] random
// Lesson: "What it costs"
TEST(MseLoss, IsOneRecordedOperation) {
  Generator generator = test_generator(2);
  Tensor prediction = random_tensor({40, 25}, generator);
  const Tensor target = random_tensor({40, 25}, generator);
  const MemoryScope scope;
  EXPECT_TRUTH(mse_loss(prediction, target).requires_grad(), false);
  EXPECT_BETWEEN(scope.peak_bytes(), 4, 100)
      .because("a running sum and the result are all it needs")
      .unlike("a tensor of all differences was stored", 4.0 * 1000 + 4);
  const Recording recording;
  prediction.set_requires_grad(true);
  const Tensor loss = mse_loss(prediction, target);
  EXPECT_TEXT(recording.last(), "mse_loss of [40, 25] [40, 25]")
      .unlike("the operation was never recorded", Value(std::string("nothing")));
  EXPECT_TRUTH(recording.reaches(loss, prediction), true);
}

}  // namespace
