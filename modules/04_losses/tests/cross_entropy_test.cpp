#include "gu/counters.hpp"
#include "gu/losses.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

using Targets = std::vector<Index>;

const auto cross_entropy_rounding = tolerance(1e-6, "one rounding to float32");
/// What one row costs: a function of its log-probabilities and its target.
using RowCost = std::function<double(const std::vector<double>&, Index)>;

double plain(const std::vector<double>& log_p, Index target) {
  return -log_p[static_cast<std::size_t>(target)];
}

/// -sum_k q_k log p_k with q = right at the target and `other` elsewhere.
RowCost weighted(double right, double other) {
  return [right, other](const std::vector<double>& log_p, Index target) {
    double cost = 0;
    for (std::size_t k = 0; k < log_p.size(); ++k) cost -= (static_cast<Index>(k) == target ? right : other) * log_p[k];
    return cost;
  };
}

RowCost smoothed(double smoothing, double classes) {
  return weighted(1 - smoothing + smoothing / classes, smoothing / classes);
}

/// The sum of the costs of all rows.
double total_cost(const Array64& logits, const Targets& targets, const RowCost& cost) {
  const Array64 log_p = textbook::log_softmax(logits, -1);
  double total = 0;
  for (std::size_t row = 0; row < targets.size(); ++row) {
    const auto first = log_p.values.begin() + static_cast<Index>(row) * logits.size(1);
    total += cost(std::vector<double>(first, first + logits.size(1)), targets[row]);
  }
  return total;
}

Array64 cross_entropy_mean_cost(const Array64& logits, const Targets& targets, const RowCost& cost) {
  return Array64(total_cost(logits, targets, cost) / static_cast<double>(targets.size()));
}

Tensor cross_entropy_loss_of(const Tensor& logits, const Targets& targets, const CrossEntropyOptions& options = {}) {
  return cross_entropy(logits, targets, options);
}

//! [worked]
/// Logits whose softmax is the lesson's: [1/2, 1/4, 1/4] and [1/8, 5/8, 1/4]. Adding 1 to a whole row changes nothing.
Tensor lesson_logits() {
  const auto log = [](double p) { return static_cast<float>(std::log(p)); };
  return make_tensor({2, 3}, {log(0.5) + 1, log(0.25) + 1, log(0.25) + 1, log(0.125), log(0.625), log(0.25)});
}
//! [worked]

// The mean over rows of minus the logarithm of the target's probability, in nats.
// Input: rows with probabilities [1/2, 1/4, 1/4] and [1/8, 5/8, 1/4], targets 0 and 2: ln 2 and ln 4
// Lesson: "A worked example"
TEST(CrossEntropy, IsTheMeanSurprise) {
  const Tensor logits = lesson_logits();
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, {0, 2}), Array64(1.5 * std::log(2.0)), cross_entropy_rounding)
      .because("(ln 2 + ln 4) / 2 = 1.0397")
      .unlike("the rows were added, not averaged", Array64(3 * std::log(2.0)))
      .unlike("logarithms to base 2 were taken", Array64(1.5))
      .unlike("the sign was left out: log-likelihood, not its negative", Array64(-1.5 * std::log(2.0)))
      .unlike("the average was taken over classes too, not only over rows", Array64(0.5 * std::log(2.0)))
      .unlike("the softmax was left out: minus the target's logit was averaged",
              cross_entropy_mean_cost(
                  logits, {0, 2},
                  [&, row = 0](const auto&, Index target) mutable { return -Array64(logits)(row++, target); }))
      .unlike("the softmax ran over the batch, not over the classes",
              cross_entropy_mean_cost(textbook::log_softmax(logits, 0), {0, 2},
                                      [&, row = 0](const auto&, Index target) mutable {
                                        return -textbook::log_softmax(logits, 0)(row++, target);
                                      }))
      .unlike("the softmax was applied twice", cross_entropy_mean_cost(textbook::softmax(logits, -1), {0, 2}, plain))
      .given("logits", logits);
}

// Classes are numbered from 0: target 1 is the second column.
// Input: the same rows, targets 1 and 2: ln 4 each
// Lesson: "A worked example"
TEST(CrossEntropy, NumbersClassesFromZero) {
  const Tensor logits = lesson_logits();
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, {1, 2}), Array64(std::log(4.0)), cross_entropy_rounding)
      .unlike("the classes were numbered from 1", cross_entropy_mean_cost(logits, {0, 1}, plain));
}

// A model that knows nothing pays ln(classes); one class is no question; strides do not matter.
// Input: zeros [4, 10]; [3, 1]; random [5, 7] with other strides
// Lesson: "Cross-entropy"
TEST(CrossEntropy, AsksOneQuestionARow) {
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(filled_tensor({4, 10}, 3), {0, 9, 4, 4}), Array64(std::log(10.0)),
                     cross_entropy_rounding)
      .because("ten equal guesses: where every training run starts");
  EXPECT_TENSOR_EQ(cross_entropy_loss_of(make_tensor({3, 1}, {5, -5, 0}), {0, 0, 0}), Array64(0.0));
  Generator generator = test_generator(1);
  const Tensor logits = random_tensor({5, 7}, generator, -4, 4);
  const Targets targets{6, 0, 3, 3, 1};
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, targets), cross_entropy_mean_cost(logits, targets, plain),
                     cross_entropy_rounding);
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(strided_copy(logits), targets),
                     cross_entropy_mean_cost(logits, targets, plain), cross_entropy_rounding)
      .because("the classes of a row need not lie side by side");
  const Array64 shift({5, 1}, {100, -100, 7, 0, -30});
  const Tensor shifted =
      to_tensor(textbook::combine(Array64(logits), shift, [](double x, double by) { return x + by; }));
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(shifted, targets), cross_entropy_mean_cost(logits, targets, plain),
                     tolerance(2e-5, "the shifted logits are rounded at 100"))
      .because("a number added to a whole row cancels in the softmax");
}

// However large the logits: nothing overflows, no logarithm of 0 is taken.
// Input: logits of +-1e4, one row at a time
// Lesson: "Log-sum-exp"
TEST(CrossEntropy, StandsLargeLogits) {
  EXPECT_TENSOR_EQ(cross_entropy_loss_of(make_tensor({1, 2}, {1e4F, 0}), {0}), Array64(0.0))
      .because("take the largest logit out before exp: log sum e^x = m + log sum e^(x - m)")
      .unlike("e was raised to the logits as they are: it overflowed", Array64(infinity64))
      .unlike("e was raised to the logits as they are: it overflowed", Array64(std::nan("")));
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(make_tensor({1, 2}, {-1e4F, -1e4F}), {1}), Array64(std::log(2.0)),
                     cross_entropy_rounding)
      .because("with all logits far below 0 every exponential would be 0")
      .unlike("e was raised to the logits as they are: it overflowed", Array64(-infinity64))
      .unlike("e was raised to the logits as they are: it overflowed", Array64(std::nan("")));
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(make_tensor({1, 2}, {0, -1e4F}), {1}), Array64(1e4), cross_entropy_rounding)
      .because("log p = x - log-sum-exp: no probability, so none that is rounded to 0")
      .unlike("the softmax was computed first and its logarithm after: log(0)", Array64(infinity64))
      .unlike("the probability was kept away from 0 by 1e-7, so that no cost exceeds 16.1", Array64(-std::log(1e-7)));
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(make_tensor({1, 3}, {1e4F, 0, -1e4F}), {2}), Array64(2e4),
                     cross_entropy_rounding);
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(make_tensor({2, 2}, {3e38F, -3e38F, 0, 0}), {0, 0}),
                     Array64(0.5 * std::log(2.0)), cross_entropy_rounding);
}

// Smoothing takes a share e from the target and spreads it over all classes, the target's own included.
// Input: probabilities [1/2, 1/4, 1/4] and random [3, 4], label_smoothing 0.3, 1 and 0
// Lesson: "Label smoothing"
TEST(CrossEntropy, SpreadsTheSmoothingOverAllClasses) {
  Generator generator = test_generator(2);
  const Tensor logits = random_tensor({3, 4}, generator, -2, 2);
  const Targets targets{3, 0, 1};
  const double e = double{0.3F};
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, targets, {.label_smoothing = 0.3F}),
                     cross_entropy_mean_cost(logits, targets, smoothed(e, 4)), cross_entropy_rounding)
      .because("q = (1 - e) + e / 4 at the target, e / 4 at the other three")
      .unlike("the smoothing was ignored", cross_entropy_mean_cost(logits, targets, plain))
      .unlike("the smoothing was spread over the other classes only",
              cross_entropy_mean_cost(logits, targets, weighted(1 - e, e / 3)))
      .unlike("the smoothing was added without being taken from the target",
              cross_entropy_mean_cost(logits, targets, weighted(1 + e / 4, e / 4)))
      .unlike("the target was left without its part of the spread",
              cross_entropy_mean_cost(logits, targets, weighted(1 - e, e / 4)))
      .unlike("the smoothing was not divided by the number of classes",
              cross_entropy_mean_cost(logits, targets, weighted(1 - e + e, e)))
      .unlike("the smoothing was subtracted: its sign is wrong",
              cross_entropy_mean_cost(logits, targets, weighted(1 - e - e / 4, -e / 4)));
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, targets, {.label_smoothing = 1}),
                     cross_entropy_mean_cost(logits, targets, smoothed(1, 4)), cross_entropy_rounding)
      .because("with everything spread the target no longer matters");
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, targets, {.label_smoothing = 0}),
                     cross_entropy_mean_cost(logits, targets, plain), cross_entropy_rounding);
  const Tensor halves = make_tensor({1, 3}, {std::log(0.5F), std::log(0.25F), std::log(0.25F)});
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(halves, {0}, {.label_smoothing = 0.3F}), Array64(1.2 * std::log(2.0)),
                     cross_entropy_rounding)
      .because("q = [0.8, 0.1, 0.1]: 0.8 ln 2 + 0.2 ln 4")
      .given("halves", halves);
}

// Ignored rows are left out of the sum and of the count.
// Input: random [4, 3], targets 0, 1, 2, 1 with 1 ignored; targets with -100; smoothing besides; NaN in ignored rows
// Lesson: "Ignored rows"
TEST(CrossEntropy, LeavesIgnoredRowsOut) {
  Generator generator = test_generator(3);
  const Tensor logits = random_tensor({4, 3}, generator, -2, 2);
  // Rows 0 and 2 are kept, with targets 0 and 2.
  const auto rows = [all = Array64(logits)](Index first, Index second) {
    return Array64({2, 3},
                   {all(first, 0), all(first, 1), all(first, 2), all(second, 0), all(second, 1), all(second, 2)});
  };
  const auto kept_over = [&](double count, const RowCost& cost) {
    return Array64(total_cost(rows(0, 2), {0, 2}, cost) / count);
  };
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, {0, 1, 2, 1}, {.ignored_index = 1}), kept_over(2, plain),
                     cross_entropy_rounding)
      .because("two of four rows count: divide by two")
      .unlike("ignored rows were counted in the mean", kept_over(4, plain))
      .unlike("the ignored index was not heeded", cross_entropy_mean_cost(logits, {0, 1, 2, 1}, plain));
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, {0, -100, 2, -100}, {.ignored_index = -100}), kept_over(2, plain),
                     cross_entropy_rounding)
      .because("-100 is no class, but it is the ignored index");
  const double e = double{0.3F};
  EXPECT_TENSOR_NEAR(
      cross_entropy_loss_of(logits, {0, -100, 2, -100}, {.label_smoothing = 0.3F, .ignored_index = -100}),
      kept_over(2, smoothed(e, 3)), cross_entropy_rounding)
      .unlike("ignored rows still paid for the smoothing",
              Array64((total_cost(rows(0, 2), {0, 2}, smoothed(e, 3)) +
                       total_cost(rows(1, 3), {0, 0}, weighted(e / 3, e / 3))) /
                      2))
      .unlike("ignored rows were counted in the mean", kept_over(4, smoothed(e, 3)));
  Tensor padded = logits;
  std::fill_n(padded.mutable_data() + 3, 3, std::nanf(""));
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(padded, {0, -1, 2, -1}, {.ignored_index = -1}), kept_over(2, plain),
                     cross_entropy_rounding)
      .because("what stands in an ignored row does not matter")
      .unlike("the cost of an ignored row was multiplied by 0, and 0 times NaN is NaN", Array64(std::nan("")));
}

// -inf is an impossible class: it costs nothing until it is asked for.
// Input: [0, -inf, 0] with targets 0 and 1, plain and smoothed; a NaN among the logits
// Lesson: "Log-sum-exp"
TEST(CrossEntropy, TakesMinusInfinityForImpossible) {
  const float impossible = -std::numeric_limits<float>::infinity();
  const Tensor logits = make_tensor({1, 3}, {0, impossible, 0});
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, {0}), Array64(std::log(2.0)), cross_entropy_rounding)
      .because("two classes are left; a weight of 0 times an infinite cost is 0")
      .unlike("0 * log 0 was computed as written: NaN", Array64(std::nan("")));
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, {1}), Array64(infinity64), cross_entropy_rounding)
      .because("the impossible happened");
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, {0}, {.label_smoothing = 0.1F}), Array64(infinity64),
                     cross_entropy_rounding)
      .because("smoothing gives the impossible class a thirtieth");
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(make_tensor({1, 3}, {impossible, impossible, 7}), {2}), Array64(0.0),
                     cross_entropy_rounding);
  for (const Index position : {0, 1, 2}) {
    Tensor broken = filled_tensor({1, 3}, 1);
    broken.mutable_data()[position] = std::nanf("");
    EXPECT_TRUTH(std::isnan(*cross_entropy_loss_of(broken, {1}).data()), true)
        .because("a NaN in a row that counts must be seen");
  }
}

// A row that says nothing costs NaN: one of impossible classes only has no softmax, and neither has one with +inf.
// Input: [-inf, -inf, -inf]; [0, inf, 0] with targets 0 and 1; each beside a row of zeros
// Lesson: "Log-sum-exp"
TEST(CrossEntropy, MakesNaNOfARowThatSaysNothing) {
  const auto cost_of = [](float first, float second, Index target) -> std::string {
    const Tensor loss = cross_entropy_loss_of(make_tensor({2, 3}, {first, second, first, 0, 0, 0}), {target, 0});
    return std::isnan(loss()) ? "NaN" : std::to_string(loss());
  };
  EXPECT_TEXT(cost_of(-infinity, -infinity, 0), "NaN")
      .because("of three impossible classes none can be right")
      .unlike("a row of impossible classes only was taken to cost infinity", Value(std::string("inf")))
      .unlike("a row of impossible classes only was taken for one that costs nothing",
              Value(std::to_string(std::log(3.0) / 2)));
  EXPECT_TEXT(cost_of(0, infinity, 0), "NaN")
      .because("inf - inf is no number, and a training loop must see that its logits are none either")
      .unlike("a logit of +inf was taken for a class that is certain", Value(std::string("inf")));
  EXPECT_TEXT(cost_of(0, infinity, 1), "NaN");
}

// A large cost does not swallow small ones: the sum runs in float64.
// Input: one row that costs 2^24 beside 64 rows that cost ln 2
// Lesson: "Pitfalls"
TEST(CrossEntropy, AddsUpInDoublePrecision) {
  Tensor logits = filled_tensor({65, 2}, 0);
  logits.mutable_data()[1] = -16777216;
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, Targets(65, 1)), Array64((16777216 + 64 * std::log(2.0)) / 65),
                     tolerance(1e-7, "one rounding to float32"))
      .unlike("the rows were added in float32: the small ones were lost", Array64(16777216.0 / 65));
}

// A target that is no class is refused by name; a batch without a row that counts has no mean.
// Input: valid [2, 3]; targets 7, 3 and -1; all ignored; no rows, no classes, wrong ranks and counts; smoothing -0.1, 1.1
// Lesson: "Pitfalls"
TEST(CrossEntropy, RefusesWhatHasNoMeaning) {
  const Tensor logits = filled_tensor({2, 3}, 0);
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, {0, 2}), Array64(std::log(3.0)), cross_entropy_rounding);
  EXPECT_THROWS(cross_entropy_loss_of(logits, {0, 7}), std::invalid_argument, "7", "1", "3")
      .because("the target, its row and the number of classes: three are 0, 1 and 2")
      .unlike("a target that is no class was accepted", Value(std::string("no exception")));
  EXPECT_THROWS(cross_entropy_loss_of(logits, {3, 0}), std::invalid_argument, "3", "0")
      .because("three classes are 0, 1 and 2")
      .unlike("a target that is no class was accepted", Value(std::string("no exception")));
  EXPECT_THROWS(cross_entropy_loss_of(logits, {0, -1}), std::invalid_argument, "-1", "3")
      .because("-1 is no class, and nothing was said to be ignored")
      .unlike("a target that is no class was accepted", Value(std::string("no exception")));
  EXPECT_THROWS(cross_entropy_loss_of(logits, {0, -1}, {.ignored_index = -100}), std::invalid_argument, "-1");
  EXPECT_THROWS(cross_entropy_loss_of(logits, {5, 5}, {.ignored_index = 5}), std::invalid_argument)
      .because("the mean over no rows is 0 / 0")
      .unlike("a batch of ignored rows only was accepted", Value(std::string("no exception")));
  EXPECT_THROWS(cross_entropy_loss_of(filled_tensor({0, 3}, 0), {}), std::invalid_argument);
  EXPECT_THROWS(cross_entropy_loss_of(filled_tensor({2, 0}, 0), {0, 0}), std::invalid_argument, "[2, 0]");
  EXPECT_THROWS(cross_entropy_loss_of(filled_tensor({3}, 0), {0}), std::invalid_argument, "[3]");
  EXPECT_THROWS(cross_entropy_loss_of(filled_tensor({1, 2, 3}, 0), {0}), std::invalid_argument, "[1, 2, 3]");
  EXPECT_THROWS(cross_entropy_loss_of(logits, {0}), std::invalid_argument, "[2, 3]");
  EXPECT_THROWS(cross_entropy_loss_of(logits, {0, 0}, {.label_smoothing = -0.1F}), std::invalid_argument, "-0.1");
  EXPECT_THROWS(cross_entropy_loss_of(logits, {0, 0}, {.label_smoothing = 1.1F}), std::invalid_argument, "1.1");
  EXPECT_THROWS(cross_entropy_loss_of(logits, {0, 0}, {.label_smoothing = std::nanf("")}), std::invalid_argument,
                "nan");
}

// The loss reaches the graph as one operation with everything its gradient needs.
// Input: [3, 4] with and without an ignored index and smoothing
// Lesson: "What it costs"
TEST(CrossEntropy, IsOneRecordedOperation) {
  const Recording recording;
  Tensor logits = counting_tensor({3, 4});
  EXPECT_TRUTH(cross_entropy_loss_of(logits, {3, 0, 1}).requires_grad(), false);
  logits.set_requires_grad(true);
  const Tensor loss = cross_entropy_loss_of(logits, {3, 0, 1});
  EXPECT_TEXT(recording.last(), "cross_entropy of [3, 4] integers -1 3 0 1 numbers 0")
      .because("the ignored index (-1 when there is none), then every target; the smoothing")
      .unlike("the operation was never recorded", Value(std::string("nothing")))
      .unlike("the ignored index was not recorded before the targets",
              Value(std::string("cross_entropy of [3, 4] integers 3 0 1 numbers 0")));
  EXPECT_TRUTH(recording.reaches(loss, logits), true);
  const Tensor other = cross_entropy_loss_of(logits, {-100, 0, 1}, {.label_smoothing = 0.25F, .ignored_index = -100});
  EXPECT_TEXT(recording.last(), "cross_entropy of [3, 4] integers -100 -100 0 1 numbers 0.25");
}

// The logits are walked a few times and never copied: at 50,000 classes a copy would be the largest tensor of all.
// Input: [32, 100] random, smoothed; rows of 64 to 512 classes
// Lesson: "What it costs"
TEST(CrossEntropy, WalksTheLogitsAndCopiesNothing) {
  Generator generator = test_generator(4);
  const Tensor logits = random_tensor({32, 100}, generator);
  const Targets targets(32, 7);
  const MemoryScope scope;
  const AccessScope counter;
  EXPECT_SHAPE(cross_entropy_loss_of(logits, targets, {.label_smoothing = 0.1F}).shape(), {});
  const Index accesses = counter.accesses();
  EXPECT_BETWEEN(scope.peak_bytes(), 4, 4 * (32 + 100 + 1))
      .because("row by row needs no tensor but the result")
      .unlike("the log-probabilities of all rows were stored", 4.0 * 32 * 100 + 4);
  if (!checked_build) return;
  const auto count = [](Index classes) {
    const AccessScope row_counter;
    static_cast<void>(cross_entropy_loss_of(filled_tensor({2, classes}, 0), {0, 1}, {.label_smoothing = 0.1F}));
    return std::max<Index>(row_counter.accesses(), 1);
  };
  EXPECT_SCALAR_NEAR(fitted_exponent({64, 128, 256, 512}, count), 1,
                     tolerance(0.05, "terms that do not grow with the classes"))
      .because("twice the classes, twice the work, read through read<2>(), which counts")
      .unlike("the sum of exponentials was computed anew for every class", 2.0)
      .unlike("the logits were read past the counter, not through read<2>()", 0.0);
  EXPECT_BETWEEN(accesses, 32 * 100, 5 * 32 * 100)
      .because("the largest, the sum of exponentials and the cost are one walk each");
}

}  // namespace
