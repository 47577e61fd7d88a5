#include "gu/losses.hpp"
#include "gu/testing/recording.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto binary_cross_entropy_rounding = tolerance(1e-6, "one rounding to float32");

double sigmoid64(double x) {
  return 1 / (1 + std::exp(-x));
}

/// The definition, in float64; for logits of moderate size.
double cost(double logit, double target) {
  const double s = sigmoid64(logit);
  return -(target * std::log(s) + (1 - target) * std::log(1 - s));
}

Array64 binary_cross_entropy_mean_cost(const std::vector<float>& logits, const std::vector<float>& targets,
                                       const std::function<double(double, double)>& function) {
  double total = 0;
  for (std::size_t i = 0; i < logits.size(); ++i) total += function(double{logits[i]}, double{targets[i]});
  return Array64(total / static_cast<double>(logits.size()));
}

Tensor binary_cross_entropy_loss_of(const std::vector<float>& logits, const std::vector<float>& targets) {
  const auto count = static_cast<Index>(logits.size());
  return binary_cross_entropy_with_logits(make_tensor({count}, logits), make_tensor({count}, targets));
}

// The mean of -(t log s + (1 - t) log(1 - s)), in nats, for targets that are sure and targets that are not.
// Input: logits 2, -1, 0.5, 0 with targets 1, 0, 0.25, 0.5
// Lesson: "Binary cross-entropy"
TEST(BinaryCrossEntropy, IsItsDefinition) {
  const std::vector<float> logits{2, -1, 0.5F, 0};
  const std::vector<float> targets{1, 0, 0.25F, 0.5F};
  const auto times = [&](double factor) {
    return Array64(factor * binary_cross_entropy_mean_cost(logits, targets, cost).values[0]);
  };
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of(logits, targets), times(1), binary_cross_entropy_rounding)
      .unlike("the costs were added, not averaged", times(4))
      .unlike("logarithms to base 2 were taken", times(1 / std::log(2.0)))
      .unlike("the sign was left out: log-likelihood, not its negative", times(-1))
      .unlike("target and its complement changed places",
              binary_cross_entropy_mean_cost(logits, targets, [](double x, double t) { return cost(x, 1 - t); }))
      .unlike("only the term of the target was taken, not that of its complement",
              binary_cross_entropy_mean_cost(logits, targets,
                                             [](double x, double t) { return -t * std::log(sigmoid64(x)); }))
      .unlike("the logits were taken for probabilities by a second sigmoid",
              binary_cross_entropy_mean_cost(logits, targets, [](double x, double t) { return cost(sigmoid64(x), t); }))
      .given("logits", make_tensor({4}, logits))
      .given("targets", make_tensor({4}, targets));
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of({0}, {1}), Array64(std::log(2.0)), binary_cross_entropy_rounding)
      .because("a coin's worth of doubt: ln 2 nats, 1 bit");
}

// However large the logit: a right answer costs nothing, a wrong one costs the logit's size. Nothing overflows.
// Input: logits +-1e4 and +-1e30 with targets 0 and 1, one at a time
// Lesson: "Binary cross-entropy"
TEST(BinaryCrossEntropy, StandsLargeLogits) {
  const double infinity = std::numeric_limits<double>::infinity();
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of({-1e4F}, {1}), Array64(1e4), binary_cross_entropy_rounding)
      .because("log(1 + e^10000) is 10000 to all its digits")
      .unlike("the sigmoid was computed first and its logarithm after: log(0)", Array64(infinity))
      .unlike("the probability was kept away from 0 and 1 by 1e-7, so that no cost exceeds 16.1",
              Array64(-std::log(1e-7)));
  EXPECT_TENSOR_EQ(binary_cross_entropy_loss_of({1e4F}, {1}), Array64(0.0))
      .unlike("e was raised to a large logit: it overflowed", Array64(infinity))
      .unlike("the sigmoid was computed first and its logarithm after: log(0)",
              Array64(std::numeric_limits<double>::quiet_NaN()));
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of({1e4F}, {0}), Array64(1e4), binary_cross_entropy_rounding);
  EXPECT_TENSOR_EQ(binary_cross_entropy_loss_of({-1e4F}, {0}), Array64(0.0));
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of({-1e4F}, {0.25F}), Array64(2500.0), binary_cross_entropy_rounding)
      .because("t times the size of the logit");
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of({1e30F}, {0}), Array64(double{1e30F}), binary_cross_entropy_rounding);
  EXPECT_TENSOR_EQ(binary_cross_entropy_loss_of({1e30F}, {1}), Array64(0.0));
}

// A sure right answer has a tiny cost, and it is right to all its digits: training goes on from it.
// Input: logit -36.5 with target 0; -40 with 0 and 40 with 1: e^-40; 20 with 1
// Lesson: "Binary cross-entropy"
TEST(BinaryCrossEntropy, KeepsTinyCosts) {
  const auto six_digits = relative_tolerance(1e-6, "one rounding to float32 of a tiny number");
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of({-36.5F}, {0}), Array64(std::log1p(std::exp(-36.5))), six_digits)
      .because("log(1 + y) is y for tiny y, but 1 + y keeps few of its digits: std::log1p knows")
      .unlike("log(1 + y) was taken where log1p(y) keeps the digits", Array64(std::log(1 + std::exp(-36.5))));
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of({-40}, {0}), Array64(std::log1p(std::exp(-40.0))), six_digits);
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of({40}, {1}), Array64(std::log1p(std::exp(-40.0))), six_digits)
      .because("the two large numbers must cancel before the tiny one is added")
      .unlike("the tiny cost was added to a large number before that was taken away", Array64(0.0));
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of({20}, {1}), Array64(std::log1p(std::exp(-20.0))), six_digits);
}

// Turning a logit round and its target with it changes nothing.
// Input: 24 random logits in [-8, 8) and targets in [0, 1)
// Lesson: "Binary cross-entropy"
TEST(BinaryCrossEntropy, TreatsBothAnswersAlike) {
  Generator generator = test_generator(1);
  std::vector<float> logits;
  std::vector<float> targets;
  std::vector<float> turned;
  std::vector<float> complements;
  for (int i = 0; i < 24; ++i) {
    logits.push_back(generator.uniform(-8, 8));
    targets.push_back(generator.uniform());
    turned.push_back(-logits.back());
    complements.push_back(1 - targets.back());
  }
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of(logits, targets),
                     binary_cross_entropy_mean_cost(logits, targets, cost), binary_cross_entropy_rounding);
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of(turned, complements),
                     binary_cross_entropy_mean_cost(logits, targets, cost), binary_cross_entropy_rounding)
      .because("1 - sigmoid(x) = sigmoid(-x)");
}

// The mean runs over every element of every axis, whatever the strides, in float64.
// Input: [2, 3, 4] random, with row-major and other strides; one cost of 2^24 beside 64 of 1
// Lesson: "Binary cross-entropy"
TEST(BinaryCrossEntropy, AveragesOverEveryElementOfAnyShape) {
  Generator generator = test_generator(2);
  const Tensor logits = random_tensor({2, 3, 4}, generator, -3, 3);
  const Tensor targets = random_tensor({2, 3, 4}, generator, 0, 1);
  const auto mean = [&] { return Array64(textbook::average(textbook::combine(logits, targets, cost).values)); };
  EXPECT_TENSOR_NEAR(binary_cross_entropy_with_logits(logits, targets), mean(), binary_cross_entropy_rounding);
  EXPECT_TENSOR_NEAR(binary_cross_entropy_with_logits(strided_copy(logits), targets), mean(),
                     binary_cross_entropy_rounding);
  EXPECT_TENSOR_NEAR(binary_cross_entropy_with_logits(logits, strided_copy(targets)), mean(),
                     binary_cross_entropy_rounding);

  std::vector<float> wrong(65, 0);
  wrong[0] = 16777216;
  EXPECT_TENSOR_NEAR(binary_cross_entropy_loss_of(wrong, std::vector<float>(65, 0)),
                     Array64((16777216.0 + 64 * std::log(2.0)) / 65), tolerance(1e-7, "one rounding to float32"))
      .unlike("the costs were added in float32: the small ones were lost", Array64(16777216.0 / 65));
}

// Shapes must be equal, targets are probabilities.
// Input: valid [2]; [2] against [2, 1]; empty; targets -0.1, 1.1, NaN
// Lesson: "Pitfalls"
TEST(BinaryCrossEntropy, RefusesWhatIsNoProbability) {
  const Tensor logits = make_tensor({2}, {0, 0});
  EXPECT_TENSOR_NEAR(binary_cross_entropy_with_logits(logits, make_tensor({2}, {0, 1})), Array64(std::log(2.0)),
                     binary_cross_entropy_rounding)
      .given("logits", logits);
  EXPECT_THROWS(binary_cross_entropy_with_logits(logits, make_tensor({2, 1}, {0, 1})), std::invalid_argument, "[2]",
                "[2, 1]");
  EXPECT_THROWS(binary_cross_entropy_with_logits(logits, make_tensor({1}, {0})), std::invalid_argument, "[2]", "[1]");
  EXPECT_THROWS(binary_cross_entropy_with_logits(counting_tensor({0}), counting_tensor({0})), std::invalid_argument,
                "[0]");
  EXPECT_THROWS(binary_cross_entropy_loss_of({0, 0}, {0, 1.1F}), std::invalid_argument, "1.1")
      .unlike("targets outside 0 to 1 were accepted", Value(std::string("no exception")));
  EXPECT_THROWS(binary_cross_entropy_loss_of({0, 0}, {-0.1F, 0}), std::invalid_argument, "-0.1");
  EXPECT_THROWS(binary_cross_entropy_loss_of({0, 0}, {0, std::nanf("")}), std::invalid_argument, "nan");
  EXPECT_TRUTH(std::isnan(*binary_cross_entropy_loss_of({0, std::nanf("")}, {0, 0}).data()), true)
      .because("a NaN among the logits must be seen");
}

// The loss reaches the graph as one operation, and costs no second copy of its inputs.
// Input: [40, 25] random
// Lesson: "What it costs"
TEST(BinaryCrossEntropy, IsOneRecordedOperation) {
  Generator generator = test_generator(3);
  Tensor logits = random_tensor({40, 25}, generator);
  const Tensor targets = random_tensor({40, 25}, generator, 0, 1);
  const MemoryScope scope;
  EXPECT_TRUTH(binary_cross_entropy_with_logits(logits, targets).requires_grad(), false);
  EXPECT_BETWEEN(scope.peak_bytes(), 4, 100).because("a running sum and the result are all it needs");
  const Recording recording;
  logits.set_requires_grad(true);
  const Tensor loss = binary_cross_entropy_with_logits(logits, targets);
  EXPECT_TEXT(recording.last(), "binary_cross_entropy_with_logits of [40, 25] [40, 25]")
      .unlike("the operation was never recorded", Value(std::string("nothing")));
  EXPECT_TRUTH(recording.reaches(loss, logits), true);
}

}  // namespace
