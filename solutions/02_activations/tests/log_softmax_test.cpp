#include "gu/activations.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance log_softmax_rounding = tolerance(2e-6, "a sum of exponentials and a logarithm in float32");

// Every axis of five, hidden entries and layouts, all at once.
// Input: random [2, 3, 4, 1, 5], a third of it -inf, row-major, reversed and with gaps
// Lesson: "Rows along any axis"
TEST(HiddenLogSoftmax, CombinesAxesHiddenEntriesAndLayouts) {
  Generator generator = test_generator(951);
  for (Index axis = 0; axis < 5; ++axis) {
    const Tensor x = partly_hidden({2, 3, 4, 1, 5}, axis, generator, 8);
    for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
      EXPECT_TENSOR_NEAR(log_softmax(laid_out, axis), textbook::log_softmax(x, axis), log_softmax_rounding);
      EXPECT_TENSOR_NEAR(log_softmax(laid_out, axis - 5), textbook::log_softmax(x, axis), log_softmax_rounding);
    }
    EXPECT_TENSORS_AGREE(log_softmax(x, axis), log_softmax(x, axis), exactly());
  }
  EXPECT_SHAPE(log_softmax(counting_tensor({2, 0, 3}), 1).shape(), {2, 0, 3});
}

// Wide and distant rows lose no digits; a certain winner costs almost, but not quite, nothing.
// Input: random [6, 50] in [-400, 400); whole numbers shifted by 90000; rows [0, -a] with random a from [1, 5)
// Lesson: "The logarithm of softmax"
TEST(HiddenLogSoftmax, StandsWideAndDistantRows) {
  Generator generator = test_generator(952);
  const Tensor wide = random_tensor({6, 50}, generator, -400, 400);
  EXPECT_TENSOR_NEAR(log_softmax(wide), textbook::log_softmax(wide, 1), log_softmax_rounding)
      .because("every logarithm is finite, however improbable the entry");
  std::vector<float> whole(120);
  for (float& value : whole) value = static_cast<float>(generator.below(40)) - 20;
  std::vector<float> shifted(whole);
  for (float& value : shifted) value += 90000;
  EXPECT_TENSOR_NEAR(log_softmax(make_tensor({4, 30}, shifted), 0),
                     textbook::log_softmax(make_tensor({4, 30}, whole), 0), log_softmax_rounding);
  for (int round = 0; round < 5; ++round) {
    const float gap = generator.uniform(1, 5);
    const Tensor pair = make_tensor({2}, {0, -gap});
    EXPECT_TENSOR_NEAR(log_softmax(pair), textbook::log_softmax(pair, 0), log_softmax_rounding);
  }
}

// Rows that are hidden throughout or broken stay apart from sound ones, along an axis that is not the last.
// Input: [2, 3, 2] of random numbers, row (0, :, 1) hidden throughout, a +inf beside a -inf in row (1, :, 0)
// Lesson: "Hidden entries"
TEST(HiddenLogSoftmax, KeepsHiddenAndBrokenRowsApart) {
  Generator generator = test_generator(953);
  Array64 scores(random_tensor({2, 3, 2}, generator, -2, 2));
  for (Index j = 0; j < 3; ++j) scores(0, j, 1) = -double{infinity};
  scores(1, 1, 0) = double{infinity};
  scores(1, 2, 0) = -double{infinity};
  for (const Tensor& x : {to_tensor(scores), strided_copy(to_tensor(scores)), gapped_copy(to_tensor(scores))}) {
    const Tensor logs = log_softmax(x, 1);
    EXPECT_TENSOR_EQ(nan_places(logs), Array64({2, 3, 2}, {0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0}));
    const auto row = [](const auto& from, Index i, Index k) {
      return Array64({3}, {double{from(i, 0, k)}, double{from(i, 1, k)}, double{from(i, 2, k)}});
    };
    EXPECT_TENSOR_EQ(row(logs, 0, 1), row(scores, 0, 1));
    EXPECT_TENSOR_NEAR(row(logs, 0, 0), textbook::log_softmax(row(scores, 0, 0), 0), log_softmax_rounding);
    EXPECT_TENSOR_NEAR(row(logs, 1, 1), textbook::log_softmax(row(scores, 1, 1), 0), log_softmax_rounding);
  }
}

// The work for an entry does not depend on the length of its row, wherever the row lies.
// Input: rows of random length from 200 to 400 along the middle axis of [2, n, 3]; element accesses counted
// Lesson: "What it costs"
TEST(HiddenLogSoftmax, WorksLinearlyAlongAnyAxis) {
  Generator generator = test_generator(954);
  const Index length = 200 + generator.below(200);
  const Tensor x = random_tensor({2, length, 3}, generator);
  const AccessScope work;
  const Tensor y = log_softmax(x, 1);
  EXPECT_SHAPE(y.shape(), {2, length, 3});
  if (!checked_build) return;
  EXPECT_BETWEEN(static_cast<double>(work.accesses()) / static_cast<double>(6 * length), 2.0, 10.0);
}

}  // namespace
