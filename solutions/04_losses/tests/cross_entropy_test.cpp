#include "gu/counters.hpp"
#include "gu/losses.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

using Targets = std::vector<Index>;

const auto cross_entropy_rounding = tolerance(1e-6, "one rounding to float32");

double cross_entropy_mean_cost(const Array64& logits, const Targets& targets, const CrossEntropyOptions& options = {}) {
  const Array64 log_p = textbook::log_softmax(logits, -1);
  const Index classes = logits.size(1);
  const double smoothing = double{options.label_smoothing};
  double total = 0;
  double rows = 0;
  for (std::size_t row = 0; row < targets.size(); ++row) {
    if (options.ignored_index == targets[row]) continue;
    rows += 1;
    for (Index k = 0; k < classes; ++k) {
      const double q = (k == targets[row] ? 1 - smoothing : 0) + smoothing / static_cast<double>(classes);
      if (q != 0) total -= q * log_p(static_cast<Index>(row), k);
    }
  }
  return total / rows;
}

Tensor cross_entropy_loss_of(const Tensor& logits, const Targets& targets, const CrossEntropyOptions& options = {}) {
  return cross_entropy(logits, targets, options);
}

Targets random_targets(Index rows, Index classes, Generator& generator) {
  Targets targets;
  for (Index row = 0; row < rows; ++row) targets.push_back(generator.below(classes));
  return targets;
}

// Smoothing and ignored rows together, on random sizes and layouts; the ignored index may be a class.
// Input: 6 random sizes up to 20 rows of 30 classes; smoothing from [0, 1); ignored index -100, or class 1
// Lesson: "Ignored rows"
TEST(HiddenCrossEntropy, CombinesSmoothingIgnoredRowsAndLayouts) {
  Generator generator = test_generator(901);
  for (int round = 0; round < 6; ++round) {
    const Index rows = 2 + generator.below(19);
    const Index classes = 2 + generator.below(29);
    const Tensor logits = random_tensor({rows, classes}, generator, -8, 8);
    Targets targets = random_targets(rows, classes, generator);
    const Index ignored = round % 2 == 0 ? -100 : 1;
    targets[0] = 0;
    targets[1] = ignored;
    const float smoothing = generator.uniform();
    const CrossEntropyOptions both{.label_smoothing = smoothing, .ignored_index = ignored};
    EXPECT_TENSOR_NEAR(cross_entropy_loss_of(logits, targets, both),
                       Array64(cross_entropy_mean_cost(logits, targets, both)), cross_entropy_rounding);
    EXPECT_TENSOR_NEAR(cross_entropy_loss_of(gapped_copy(logits), targets, both),
                       Array64(cross_entropy_mean_cost(logits, targets, both)), cross_entropy_rounding);
    Array64 broken(logits);
    for (Index k = 0; k < classes; ++k) broken(1, k) = k % 2 == 0 ? double{not_a_number} : double{infinity};
    EXPECT_TENSOR_NEAR(cross_entropy_loss_of(to_tensor(broken), targets, both),
                       Array64(cross_entropy_mean_cost(logits, targets, both)), cross_entropy_rounding)
        .because("what stands in an ignored row does not matter");
    targets[1] = classes - 1;
    EXPECT_TENSOR_NEAR(cross_entropy_loss_of(strided_copy(logits), targets),
                       Array64(cross_entropy_mean_cost(logits, targets)), cross_entropy_rounding)
        .because("options of one call are none of the next");
    EXPECT_TENSOR_NEAR(cross_entropy_loss_of(strided_copy(logits), targets, {.label_smoothing = smoothing}),
                       Array64(cross_entropy_mean_cost(logits, targets, {.label_smoothing = smoothing})),
                       cross_entropy_rounding);
  }
}

// Many classes, logits far apart and far from 0, and impossible classes that nobody asks for.
// Input: random [3, 4000]; whole numbers shifted by 90000; -inf in random places that are no target; spread +-5000
// Lesson: "Log-sum-exp"
TEST(HiddenCrossEntropy, StandsManyDistantAndImpossibleClasses) {
  Generator generator = test_generator(902);
  const Tensor many = random_tensor({3, 4000}, generator, -2, 2);
  const Targets of_many = random_targets(3, 4000, generator);
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(many, of_many), Array64(cross_entropy_mean_cost(many, of_many)),
                     cross_entropy_rounding);
  const Targets targets = random_targets(5, 6, generator);
  std::vector<float> numbers(30);
  for (float& number : numbers) number = static_cast<float>(generator.below(16)) - 8;
  std::vector<float> shifted(numbers);
  for (float& number : shifted) number += 90000;
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(make_tensor({5, 6}, shifted), targets),
                     Array64(cross_entropy_mean_cost(make_tensor({5, 6}, numbers), targets)), cross_entropy_rounding);
  for (std::size_t i = 0; i < 30; ++i) {
    if (generator.uniform() < 0.4F && static_cast<Index>(i % 6) != targets[i / 6]) numbers[i] = -infinity;
  }
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(make_tensor({5, 6}, numbers), targets),
                     Array64(cross_entropy_mean_cost(make_tensor({5, 6}, numbers), targets)), cross_entropy_rounding);
  const Tensor wide = random_tensor({5, 6}, generator, -5000, 5000);
  EXPECT_TENSOR_NEAR(cross_entropy_loss_of(wide, targets, {.label_smoothing = 0.5F}),
                     Array64(cross_entropy_mean_cost(wide, targets, {.label_smoothing = 0.5F})),
                     cross_entropy_rounding);
  EXPECT_THROWS(cross_entropy_loss_of(wide, {0, 1, 2, 6, 1}), std::invalid_argument, "6", "3");
}

// One row of impossible classes only, or with a +inf in it, makes the mean NaN, wherever in the batch it stands.
// Input: random [5, n], n from 3 to 8; a random row of -inf, then one with +inf, as target and beside it
// Lesson: "Log-sum-exp"
TEST(HiddenCrossEntropy, MakesNaNOfARowThatSaysNothing) {
  Generator generator = test_generator(904);
  for (int round = 0; round < 4; ++round) {
    const Index classes = 3 + generator.below(6);
    const Tensor logits = random_tensor({5, classes}, generator, -2, 2);
    Targets targets = random_targets(5, classes, generator);
    const Index row = generator.below(5);
    Array64 impossible(logits);
    for (Index k = 0; k < classes; ++k) impossible(row, k) = -double{infinity};
    EXPECT_TRUTH(std::isnan(cross_entropy_loss_of(to_tensor(impossible), targets)()), true);
    Array64 certain(logits);
    certain(row, generator.below(classes)) = double{infinity};
    EXPECT_TRUTH(std::isnan(cross_entropy_loss_of(gapped_copy(to_tensor(certain)), targets)()), true);
    targets[static_cast<std::size_t>(row)] = -1;
    EXPECT_TENSOR_NEAR(cross_entropy_loss_of(to_tensor(certain), targets, {.ignored_index = -1}),
                       Array64(cross_entropy_mean_cost(logits, targets, {.ignored_index = -1})),
                       cross_entropy_rounding);
  }
}

// Nothing as large as the logits is made, and each row is walked a fixed number of times, with every option in use.
// Input: 3 random sizes of 20 to 60 rows of 100 to 300 classes; bytes and element accesses counted; every third row ignored
// Lesson: "What it costs"
TEST(HiddenCrossEntropy, CopiesNothingAndWalksEachRowAFewTimes) {
  Generator generator = test_generator(903);
  for (int round = 0; round < 3; ++round) {
    const Index rows = 20 + generator.below(40);
    const Index classes = 100 + generator.below(200);
    const Tensor logits = random_tensor({rows, classes}, generator);
    Targets targets = random_targets(rows, classes, generator);
    Index ignored = 0;
    for (std::size_t row = 0; row < targets.size(); row += 3, ++ignored) targets[row] = -7;
    const MemoryScope memory;
    const AccessScope work;
    const Tensor loss = cross_entropy_loss_of(logits, targets, {.label_smoothing = 0.25F, .ignored_index = -7});
    EXPECT_BETWEEN(memory.peak_bytes(), 4, 4 * static_cast<double>(rows + classes + 1));
    EXPECT_SHAPE(loss.shape(), {});
    if (!checked_build) continue;
    EXPECT_BETWEEN(static_cast<double>(work.accesses()) / static_cast<double>((rows - ignored) * classes), 1.0,
                   5.0 * static_cast<double>(rows) / static_cast<double>(rows - ignored));
  }
}

}  // namespace
