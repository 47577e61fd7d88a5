#include "gu/losses.hpp"
#include "gu/testing/recording.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto huber_rounding = tolerance(1e-6, "one rounding to float32");

double huber(double difference, double delta) {
  const double size = std::abs(difference);
  return size <= delta ? size * size / 2 : delta * (size - delta / 2);
}

/// The mean of cost(d) over some differences.
Array64 huber_mean_cost(const std::vector<float>& differences, const std::function<double(double)>& cost) {
  double total = 0;
  for (const float difference : differences) total += cost(double{difference});
  return Array64(total / static_cast<double>(differences.size()));
}

// The loss of differences against a target of zeros.
Tensor huber_loss_of(const std::vector<float>& differences, float delta) {
  const auto count = static_cast<Index>(differences.size());
  return huber_loss(make_tensor({count}, differences), filled_tensor({count}, 0), delta);
}

// Half the square up to delta, a straight line beyond: small and large differences in one mean.
// Input: differences 0.5, -1, 4, -8 with delta 2
// Lesson: "Huber's loss"
TEST(HuberLoss, IsAParabolaThenALine) {
  const std::vector<float> differences{0.5F, -1, 4, -8};
  EXPECT_TENSOR_NEAR(huber_loss_of(differences, 2), Array64((0.125 + 0.5 + 6 + 14) / 4), huber_rounding)
      .because("0.5^2 / 2, 1^2 / 2, 2 (4 - 1), 2 (8 - 1)")
      .unlike("the half was left out of the parabola",
              huber_mean_cost(differences, [](double d) { return std::abs(d) <= 2 ? d * d : huber(d, 2); }))
      .unlike(
          "parabola and line changed places",
          huber_mean_cost(differences, [](double d) { return std::abs(d) > 2 ? d * d / 2 : 2 * (std::abs(d) - 1); }))
      .unlike("delta was ignored", huber_mean_cost(differences, [](double d) { return huber(d, 1); }))
      .unlike("the line was not lowered to meet the parabola",
              huber_mean_cost(differences, [](double d) { return std::abs(d) <= 2 ? d * d / 2 : 2 * std::abs(d); }))
      .unlike("the line was given slope 1 instead of delta",
              huber_mean_cost(differences, [](double d) { return std::abs(d) <= 2 ? d * d / 2 : std::abs(d) - 1; }))
      .unlike(
          "the whole delta was taken from the line, not its half",
          huber_mean_cost(differences, [](double d) { return std::abs(d) <= 2 ? d * d / 2 : 2 * (std::abs(d) - 2); }))
      .unlike("the costs were added, not averaged", Array64(20.625))
      .unlike("the pseudo-Huber loss was computed, delta^2 (sqrt(1 + (d / delta)^2) - 1)",
              huber_mean_cost(differences, [](double d) { return 4 * (std::sqrt(1 + d * d / 4) - 1); }))
      .unlike("negative differences were taken for small ones",
              huber_mean_cost(differences, [](double d) { return d <= 2 ? d * d / 2 : huber(d, 2); }))
      .given("differences", make_tensor({4}, differences));
}

// At delta the two pieces meet, in value and in slope, for any delta.
// Input: |d| = delta, a step of delta / 1024 below and above it, for delta 0.25, 1 and 8
// Lesson: "Huber's loss"
TEST(HuberLoss, HasNoJumpAndNoCornerAtDelta) {
  for (const float delta : {0.25F, 1.0F, 8.0F}) {
    const float step = delta / 1024;
    const double below = double{*huber_loss_of({delta - step}, delta).data()};
    const double at = double{*huber_loss_of({-delta}, delta).data()};
    const double above = double{*huber_loss_of({delta + step}, delta).data()};
    const double square = double{delta} * double{delta};
    EXPECT_SCALAR_NEAR(at / square, 0.5, huber_rounding).because("delta^2 / 2 by either formula");
    EXPECT_SCALAR_NEAR((above - at) / square * 1024, 1, tolerance(1e-3, "differences of float32 numbers, times 1024"))
        .because("the line's slope is delta");
    EXPECT_SCALAR_NEAR((at - below) / square * 1024, 1, tolerance(2e-3, "the parabola bends by 1 / 2048"))
        .because("the parabola arrives with slope delta");
  }
}

// With a wide delta it is half the squared error; with a narrow one delta times the absolute error.
// Input: 24 random differences with delta 100 and 1e-4; delta left out
// Lesson: "Huber's loss"
TEST(HuberLoss, LiesBetweenSquaredAndAbsoluteError) {
  Generator generator = test_generator(1);
  const Array64 drawn(random_tensor({24}, generator, 1, 3));
  const std::vector<float> differences(drawn.values.begin(), drawn.values.end());
  EXPECT_TENSOR_NEAR(huber_loss_of(differences, 100), huber_mean_cost(differences, [](double d) { return d * d / 2; }),
                     huber_rounding);
  EXPECT_SCALAR_NEAR(double{*huber_loss_of(differences, 1e-4F).data()} / 1e-4,
                     huber_mean_cost(differences, [](double d) { return d - 5e-5; }).values[0], huber_rounding);
  const Tensor target = filled_tensor({24}, 0);
  EXPECT_TENSOR_NEAR(huber_loss(make_tensor({24}, differences), target),
                     huber_mean_cost(differences, [](double d) { return huber(d, 1); }), huber_rounding)
      .because("delta is 1 unless given")
      .given("x", make_tensor({24}, differences));
}

// Any shape, any strides; a scalar comes out; both signs cost the same.
// Input: [2, 3, 4] random, with row-major and other strides; prediction and target exchanged
// Lesson: "Huber's loss"
TEST(HuberLoss, AveragesOverEveryElementOfAnyShape) {
  Generator generator = test_generator(2);
  const Tensor prediction = random_tensor({2, 3, 4}, generator, -2, 2);
  const Tensor target = random_tensor({2, 3, 4}, generator, -2, 2);
  const auto mean = [&] {
    const auto cost = [](double p, double t) { return huber(p - t, 0.75); };
    return Array64(textbook::average(textbook::combine(prediction, target, cost).values));
  };
  EXPECT_TENSOR_NEAR(huber_loss(prediction, target, 0.75F), mean(), huber_rounding);
  EXPECT_TENSOR_NEAR(huber_loss(strided_copy(prediction), target, 0.75F), mean(), huber_rounding);
  EXPECT_TENSOR_NEAR(huber_loss(target, strided_copy(prediction), 0.75F), mean(), huber_rounding);
}

// One wild value weighs by its size, not by its square, and large values stay finite.
// Input: 512 differences of 1 beside one of 2^24, with delta 2; differences of 3e38
// Lesson: "Huber's loss"
TEST(HuberLoss, StandsWildValues) {
  std::vector<float> differences(513, 1);
  differences[0] = 16777216;
  EXPECT_TENSOR_NEAR(huber_loss_of(differences, 2), Array64((2 * (16777216.0 - 1) + 512 * 0.5) / 513),
                     tolerance(1e-7, "one rounding"))
      .unlike("the costs were added in float32: the small ones were lost", Array64(2 * (16777216.0 - 1) / 513));
  EXPECT_SCALAR_NEAR(double{*huber_loss_of({3e38F, 3e38F}, 1).data()} / 3e38, 1, huber_rounding)
      .because("the sum of the two is more than float32 holds, their mean is not");
}

// Equal shapes, at least one element, a delta that is positive and finite.
// Input: valid [2]; [2] against [2, 1]; empty; delta 0, -1, infinity, NaN
// Lesson: "Pitfalls"
TEST(HuberLoss, RefusesWhatHasNoMeaning) {
  const Tensor two = make_tensor({2}, {1, 2});
  EXPECT_TENSOR_EQ(huber_loss(two, make_tensor({2}, {1, 3})), Array64(0.25)).given("two", two);
  EXPECT_THROWS(huber_loss(two, make_tensor({2, 1}, {1, 2})), std::invalid_argument, "[2]", "[2, 1]");
  EXPECT_THROWS(huber_loss(two, make_tensor({1}, {1})), std::invalid_argument, "[2]", "[1]");
  EXPECT_THROWS(huber_loss(counting_tensor({0}), counting_tensor({0})), std::invalid_argument, "[0]");
  EXPECT_THROWS(huber_loss(two, two, 0), std::invalid_argument, "0");
  EXPECT_THROWS(huber_loss(two, two, -1), std::invalid_argument, "-1");
  EXPECT_THROWS(huber_loss(two, two, std::numeric_limits<float>::infinity()), std::invalid_argument, "inf");
  EXPECT_THROWS(huber_loss(two, two, std::nanf("")), std::invalid_argument, "nan");
  EXPECT_TRUTH(std::isnan(*huber_loss(make_tensor({2}, {1, std::nanf("")}), two).data()), true)
      .because("a NaN among the numbers is no wrong argument, and must be seen");
}

// The loss reaches the graph as one operation with its delta, and costs no second copy of its inputs.
// Input: [40, 25] random, delta 0.5
// Lesson: "What it costs"
TEST(HuberLoss, IsOneRecordedOperation) {
  Generator generator = test_generator(3);
  const Tensor prediction = random_tensor({40, 25}, generator);
  Tensor target = random_tensor({40, 25}, generator);
  const MemoryScope scope;
  EXPECT_TRUTH(huber_loss(prediction, target, 0.5F).requires_grad(), false);
  EXPECT_BETWEEN(scope.peak_bytes(), 4, 100).because("a running sum and the result are all it needs");
  const Recording recording;
  target.set_requires_grad(true);
  const Tensor loss = huber_loss(prediction, target, 0.5F);
  EXPECT_TEXT(recording.last(), "huber_loss of [40, 25] [40, 25] numbers 0.5")
      .unlike("the operation was never recorded", Value(std::string("nothing")))
      .unlike("delta was not recorded", Value(std::string("huber_loss of [40, 25] [40, 25]")));
  EXPECT_TRUTH(recording.reaches(loss, target), true);
}

}  // namespace
