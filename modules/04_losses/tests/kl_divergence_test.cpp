#include "gu/losses.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto kl_divergence_rounding = tolerance(1e-6, "one rounding to float32 of each logarithm");
/// sum p log(p / q) over probabilities; 0 where p is 0.
double divergence(const std::vector<double>& p, const std::vector<double>& q) {
  double total = 0;
  for (std::size_t k = 0; k < p.size(); ++k) total += p[k] == 0 ? 0 : p[k] * std::log(p[k] / q[k]);
  return total;
}

/// -sum p log q
double cross_entropy_of(const std::vector<double>& p, const std::vector<double>& q) {
  double total = 0;
  for (std::size_t k = 0; k < p.size(); ++k) total -= p[k] * std::log(q[k]);
  return total;
}

/// The logarithms of probabilities, as a tensor.
Tensor logs(const Shape& shape, const std::vector<double>& probabilities) {
  return to_tensor(textbook::map(Array64(shape, probabilities), [](double p) { return std::log(p); }));
}

// The truth comes first: sum p (log p - log q).
// Input: [3/4, 1/8, 1/8] and [1/4, 1/2, 1/4], of unequal entropies; [1/2, 1/4, 1/4] and [1/4, 1/4, 1/2]: 1/4 ln 2
// Lesson: "Kullback-Leibler divergence"
TEST(KlDivergence, WeighsByTheFirstArgument) {
  const std::vector<double> sure{0.75, 0.125, 0.125};
  const std::vector<double> unsure{0.25, 0.5, 0.25};
  const auto times = [&](double factor) { return Array64(factor * divergence(sure, unsure)); };
  EXPECT_TENSOR_NEAR(kl_divergence(logs({1, 3}, sure), logs({1, 3}, unsure)), times(1), kl_divergence_rounding)
      .unlike("the direction was swapped: D(Q || P)", Array64(divergence(unsure, sure)))
      .unlike("the terms were weighed by Q, not by P", Array64(-divergence(unsure, sure)))
      .unlike("logarithms to base 2 were taken", times(1 / std::log(2.0)))
      .unlike("the sign was turned round", times(-1))
      .unlike("the average was taken over classes too, not only over rows", times(1.0 / 3))
      .unlike("the entropy of P was left out: cross-entropy, not divergence", Array64(cross_entropy_of(sure, unsure)))
      .unlike("each logarithm was weighed by its own probability",
              Array64(cross_entropy_of(unsure, unsure) - cross_entropy_of(sure, sure)));
  const std::vector<double> p{0.5, 0.25, 0.25};
  const std::vector<double> q{0.25, 0.25, 0.5};
  EXPECT_TENSOR_NEAR(kl_divergence(logs({1, 3}, p), logs({1, 3}, q)), Array64(0.25 * std::log(2.0)),
                     kl_divergence_rounding)
      .because("1/2 ln 2 + 0 - 1/4 ln 2");
}

// The mean runs over rows, in any number of leading axes and with any strides.
// Input: log-softmax of random numbers [2, 3, 4], with row-major and other strides; [4]
// Lesson: "Kullback-Leibler divergence"
TEST(KlDivergence, AveragesOverRows) {
  Generator generator = test_generator(1);
  const Tensor log_p = random_log_probabilities({2, 3, 4}, generator, -2, 2);
  const Tensor log_q = random_log_probabilities({2, 3, 4}, generator, -2, 2);
  const auto total_over = [&](double count) {
    const auto term = [](double p, double q) { return std::exp(p) * (p - q); };
    return Array64(textbook::total(textbook::combine(log_p, log_q, term).values) / count);
  };
  EXPECT_TENSOR_NEAR(kl_divergence(log_p, log_q), total_over(6), kl_divergence_rounding)
      .because("2 * 3 rows of 4 classes")
      .unlike("the average was taken over classes too, not only over rows", total_over(24))
      .unlike("the rows were added, not averaged", total_over(1))
      .unlike("the average was taken over the first axis only", total_over(2));
  EXPECT_TENSOR_NEAR(kl_divergence(strided_copy(log_p), log_q), total_over(6), kl_divergence_rounding);
  EXPECT_TENSOR_NEAR(kl_divergence(log_p, strided_copy(log_q)), total_over(6), kl_divergence_rounding);
  EXPECT_TENSOR_NEAR(kl_divergence(logs({2}, {0.75, 0.25}), logs({2}, {0.5, 0.5})),
                     Array64(divergence({0.75, 0.25}, {0.5, 0.5})), kl_divergence_rounding)
      .because("one axis is one row");
  EXPECT_TENSOR_EQ(kl_divergence(logs({3, 1}, {1, 1, 1}), logs({3, 1}, {1, 1, 1})), Array64(0.0))
      .because("with a single class there is nothing to be surprised by");
}

// A class of probability 0 in P costs nothing, whatever Q says; one of probability 0 in Q alone costs everything.
// Input: rows with log 0 = -inf in P, in both, in Q
// Lesson: "Kullback-Leibler divergence"
TEST(KlDivergence, TakesZeroTimesLogZeroForZero) {
  EXPECT_TENSOR_NEAR(kl_divergence(logs({1, 3}, {0.5, 0.5, 0}), logs({1, 3}, {0.25, 0.5, 0.25})),
                     Array64(0.5 * std::log(2.0)), kl_divergence_rounding)
      .because("p log p tends to 0 with p; computed as written it is 0 * inf")
      .unlike("0 * log 0 was computed as written: NaN", Array64(std::nan("")));
  EXPECT_TENSOR_NEAR(kl_divergence(logs({1, 3}, {0.5, 0.5, 0}), logs({1, 3}, {0.25, 0.75, 0})),
                     Array64(divergence({0.5, 0.5, 0}, {0.25, 0.75, 0})), kl_divergence_rounding)
      .because("a class that both rule out is no surprise")
      .unlike("0 * log 0 was computed as written: NaN", Array64(std::nan("")));
  EXPECT_TENSOR_NEAR(kl_divergence(logs({1, 2}, {0.5, 0.5}), logs({1, 2}, {1, 0})), Array64(infinity64),
                     kl_divergence_rounding)
      .because("what Q calls impossible happens half of the time")
      .unlike("a class that Q rules out was skipped", Array64(0.5 * std::log(0.5)));
}

// It is never negative, and 0 only where the two agree.
// Input: 8 pairs of random rows of 5 classes; each with itself
// Lesson: "Kullback-Leibler divergence"
TEST(KlDivergence, IsZeroOnlyForEqualDistributions) {
  Generator generator = test_generator(2);
  for (int i = 0; i < 8; ++i) {
    const Tensor log_p = random_log_probabilities({1, 5}, generator, -3, 3);
    const Tensor log_q = random_log_probabilities({1, 5}, generator, -3, 3);
    EXPECT_TENSOR_EQ(kl_divergence(log_p, log_p), Array64(0.0));
    EXPECT_BETWEEN(*kl_divergence(log_p, log_q).data(), 1e-4, 10).because("Gibbs' inequality");
  }
}

// Log-probabilities of -1e4 and less are probabilities of 0, and the sum runs in float64.
// Input: P sure of class 0, Q sure of class 1, with -1e4 for the other; a rare class; 64 small rows beside a large one
// Lesson: "Kullback-Leibler divergence"
TEST(KlDivergence, StandsExtremeLogits) {
  const Tensor log_p = make_tensor({1, 2}, {0, -1e4F});
  const Tensor log_q = make_tensor({1, 2}, {-1e4F, 0});
  EXPECT_TENSOR_NEAR(kl_divergence(log_p, log_q), Array64(1e4), kl_divergence_rounding)
      .given("log_p", log_p)
      .given("log_q", log_q);
  EXPECT_TENSOR_NEAR(kl_divergence(make_tensor({1, 2}, {0, -14}), make_tensor({1, 2}, {0, -1e7F})),
                     Array64(std::exp(-14.0) * (1e7 - 14)), kl_divergence_rounding)
      .because("a class of one in a million still counts when Q rules it out");
  std::vector<float> surprise(65, -1);
  surprise[0] = -16777216;
  EXPECT_TENSOR_NEAR(kl_divergence(filled_tensor({65, 1}, 0), make_tensor({65, 1}, surprise)),
                     Array64((16777216.0 + 64) / 65), tolerance(1e-7, "one rounding to float32"))
      .unlike("the rows were added in float32: the small ones were lost", Array64(16777216.0 / 65))
      .given("x", make_tensor({65, 1}, surprise));
}

// NaN is not lost on the way.
// Input: [1/2, 1/2] with a NaN in either place, as the truth and as the belief
// Lesson: "Kullback-Leibler divergence"
TEST(KlDivergence, LetsNanThrough) {
  const Tensor sound = logs({1, 2}, {0.5, 0.5});
  for (const Index place : {0, 1}) {
    Tensor broken = logs({1, 2}, {0.5, 0.5});
    broken.mutable_data()[place] = std::nanf("");
    EXPECT_TRUTH(std::isnan(kl_divergence(broken, sound)()), true)
        .because("every comparison with NaN is false but !=: ask for what is 0, not for what is above 0")
        .unlike("a NaN was left out, because it is not above 0", truth_value(false));
    EXPECT_TRUTH(std::isnan(kl_divergence(sound, broken)()), true);
  }
}

// Equal shapes with at least one axis and one element.
// Input: valid [1, 2]; [2] against [1, 2]; no axis; no rows; no classes
// Lesson: "Pitfalls"
TEST(KlDivergence, RefusesToBroadcast) {
  const Tensor even = logs({1, 2}, {0.5, 0.5});
  EXPECT_TENSOR_EQ(kl_divergence(even, even), Array64(0.0));
  EXPECT_THROWS(kl_divergence(logs({2}, {0.5, 0.5}), even), std::invalid_argument, "[2]", "[1, 2]");
  EXPECT_THROWS(kl_divergence(even, logs({2, 2}, {0.5, 0.5, 0.5, 0.5})), std::invalid_argument, "[1, 2]", "[2, 2]");
  EXPECT_THROWS(kl_divergence(counting_tensor({}), counting_tensor({})), std::invalid_argument, "[]");
  EXPECT_THROWS(kl_divergence(counting_tensor({0, 2}), counting_tensor({0, 2})), std::invalid_argument, "[0, 2]");
  EXPECT_THROWS(kl_divergence(counting_tensor({2, 0}), counting_tensor({2, 0})), std::invalid_argument, "[2, 0]");
}

// The divergence reaches the graph as one operation, and costs no second copy of its inputs.
// Input: 40 rows of 25 classes
// Lesson: "What it costs"
TEST(KlDivergence, IsOneRecordedOperation) {
  const Tensor log_p = filled_tensor({40, 25}, std::log(0.04F));
  Tensor log_q = filled_tensor({40, 25}, std::log(0.04F));
  const MemoryScope scope;
  EXPECT_TRUTH(kl_divergence(log_p, log_q).requires_grad(), false);
  EXPECT_BETWEEN(scope.peak_bytes(), 4, 100).because("a running sum and the result are all it needs");
  const Recording recording;
  log_q.set_requires_grad(true);
  const Tensor loss = kl_divergence(log_p, log_q);
  EXPECT_TEXT(recording.last(), "kl_divergence of [40, 25] [40, 25]")
      .unlike("the operation was never recorded", Value(std::string("nothing")));
  EXPECT_TRUTH(recording.reaches(loss, log_q), true);
}

}  // namespace
