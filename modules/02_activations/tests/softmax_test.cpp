#include "elementwise_formulas.hpp"
#include "gu/activations.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance softmax_rounding = tolerance(1e-6, "exponentials and a quotient in float32, all at most 1");

Array64 scaled(const Array64& x, double factor) {
  return textbook::map(x, [factor](double value) { return factor * value; });
}

/// The shares of two scores that are 1 apart.
double softmax_low() {
  return 1 / (1 + std::exp(1.0));
}
double softmax_high() {
  return 1 - softmax_low();
}

Tensor softmax_random_input(const Shape& shape, std::uint64_t salt) {
  Generator generator = test_generator(salt);
  return random_tensor(shape, generator, -3, 3);
}

// The scores log 1, log 2, log 3 stand as 1 : 2 : 3, so they become 1/6, 2/6, 3/6.
// Input: [[0, log 2, log 3]]
// Lesson: "A worked example"
TEST(Softmax, TurnsScoresIntoShares) {
  const Tensor x = make_tensor({1, 3}, {0, std::log(2.0F), std::log(3.0F)});
  const double sum = std::log(2.0) + std::log(3.0);
  EXPECT_TENSOR_NEAR(softmax(x), Array64({1, 3}, {1.0 / 6, 2.0 / 6, 3.0 / 6}), softmax_rounding)
      .because("softmax(x)_i = e^x_i / sum over j of e^x_j")
      .unlike("the scores themselves were divided by their sum, without exp",
              Array64({1, 3}, {0, std::log(2.0) / sum, std::log(3.0) / sum}))
      .unlike("the exponent has the wrong sign, so the smallest entry wins",
              Array64({1, 3}, {6.0 / 11, 3.0 / 11, 2.0 / 11}))
      .unlike("the exponentials were divided by the largest of them, not by their sum",
              Array64({1, 3}, {1.0 / 3, 2.0 / 3, 1}))
      .unlike("the logarithm was returned: this is log_softmax",
              Array64({1, 3}, {std::log(1.0 / 6), std::log(2.0 / 6), std::log(3.0 / 6)}))
      .unlike("sigmoid was taken of each entry", Array64({1, 3}, {0.5, 2.0 / 3, 0.75}))
      .given("x", x);
}

// Any axis can be the row, counted from the front or from the back.
// Input: random [2, 3, 4], axes 0, 1, 2 and -3, -2, -1
// Lesson: "Rows along any axis"
TEST(Softmax, RunsOverTheAxisThatWasAsked) {
  const Tensor x = softmax_random_input({2, 3, 4}, 31);
  const auto whole = [&] {
    return Array64(x.shape(), textbook::softmax(Array64({1, 24}, Array64(x).values), 1).values);
  };
  for (Index axis = -3; axis < 3; ++axis) {
    EXPECT_TENSOR_NEAR(softmax(x, axis), textbook::softmax(x, axis), softmax_rounding)
        .unlike("the softmax ran over the wrong axis", textbook::softmax(x, (axis + 4) % 3))
        .unlike("the softmax ran over the wrong axis", textbook::softmax(x, (axis + 5) % 3))
        .unlike("all numbers of the tensor were normalised together, not each row", whole())
        .given("axis", Value(static_cast<double>(axis)))
        .given("x", x);
  }
  EXPECT_TENSOR_NEAR(softmax(x), textbook::softmax(x, 2), softmax_rounding)
      .because("the default is the last axis")
      .given("x", x);
}

// Each row sums to 1, and no entry is negative.
// Input: random [2, 5, 3], axis 1
// Lesson: "Softmax"
TEST(Softmax, RowsSumToOne) {
  const Tensor x = softmax_random_input({2, 5, 3}, 32);
  const Array64 y = softmax(x, 1);
  const Array64 sums_over_axis_1 = textbook::reduce(y, {1}, false, textbook::total);
  EXPECT_TENSOR_NEAR(sums_over_axis_1, Array64({2, 3}, {1, 1, 1, 1, 1, 1}), softmax_rounding).given("x", x);
  const double smallest_share = *std::min_element(y.values.begin(), y.values.end());
  EXPECT_BETWEEN(smallest_share, 0.0, 1.0).given("x", x);
}

// Adding 1024 to every score changes nothing, though e^1024 is far beyond float32.
// Input: [2, 3] of multiples of 1/8 (so that adding is exact), plus 1024 and minus 1024
// Lesson: "The largest entry first"
TEST(Softmax, ShiftingARowChangesNothing) {
  const std::vector<float> scores{0.5F, -1.25F, 2, 3.125F, 0, -0.75F};
  const auto shifted_by = [&](float offset) {
    std::vector<float> shifted(scores);
    for (float& value : shifted) value += offset;
    return make_tensor({2, 3}, shifted);
  };
  const Tensor x_plus_1024 = shifted_by(1024);
  const Tensor x_minus_1024 = shifted_by(-1024);
  const auto expected = [&] { return textbook::softmax(make_tensor({2, 3}, scores), 1); };
  EXPECT_TENSOR_NEAR(softmax(x_plus_1024), expected(), softmax_rounding)
      .because("subtract the largest entry of the row before exp: then no exponent is above 0")
      .unlike("the maximum was not subtracted before exp", Array64({2, 3}, std::vector<double>(6, not_a_number)))
      .given("x_plus_1024", x_plus_1024);
  EXPECT_TENSOR_NEAR(softmax(x_minus_1024), expected(), softmax_rounding)
      .because("without the subtraction every exponential is 0 here, and 0 / 0 is NaN")
      .given("x_minus_1024", x_minus_1024);
}

// Every row is shifted by its own largest entry.
// Input: rows [1000, 1001], [0, 1], [-1000, -999]
// Lesson: "The largest entry first"
TEST(Softmax, EachRowHasItsOwnMaximum) {
  const Tensor x = make_tensor({3, 2}, {1000, 1001, 0, 1, -1000, -999});
  const auto nan = double{not_a_number};
  EXPECT_TENSOR_NEAR(
      softmax(x),
      Array64({3, 2}, {softmax_low(), softmax_high(), softmax_low(), softmax_high(), softmax_low(), softmax_high()}),
      softmax_rounding)
      .because("1001 is no help to the row [-1000, -999]: e^-2000 is 0")
      .unlike("the maximum of the whole tensor was subtracted, not each row's",
              Array64({3, 2}, {softmax_low(), softmax_high(), nan, nan, nan, nan}))
      .unlike("the maximum of the whole tensor was subtracted, not each row's",
              Array64({3, 2}, {softmax_low(), softmax_high(), 0, 0, 0, 0}))
      .unlike("the maximum was searched along another axis than the sum",
              Array64({3, 2}, {0.5, 0.5, nan, nan, nan, nan}))
      .unlike("the maximum was searched along another axis than the sum", Array64({3, 2}, {0.5, 0.5, 0, 0, 0, 0}))
      .unlike("the search for the maximum began at 0, so rows of negative numbers underflowed",
              Array64({3, 2}, {softmax_low(), softmax_high(), softmax_low(), softmax_high(), nan, nan}))
      .unlike("the search for the maximum began at 0, so rows of negative numbers underflowed",
              Array64({3, 2}, {softmax_low(), softmax_high(), softmax_low(), softmax_high(), 0, 0}))
      .unlike("the maximum was not subtracted before exp",
              Array64({3, 2}, {nan, nan, softmax_low(), softmax_high(), nan, nan}))
      .unlike("the maximum was not subtracted before exp",
              Array64({3, 2}, {nan, nan, softmax_low(), softmax_high(), 0, 0}))
      .given("x", x);
}

// Scores of any size give shares, whatever is in the row with them.
// Input: rows [1e4, 9999, -1e4], [1e30, -1e30, 0], [3e38, 3e38, -3e38], [-1e30, -1e30, -3e38]
// Lesson: "The largest entry first"
TEST(Softmax, DoesNotOverflow) {
  const Tensor x =
      make_tensor({4, 3}, {1e4F, 9999, -1e4F, 1e30F, -1e30F, 0, 3e38F, 3e38F, -3e38F, -1e30F, -1e30F, -3e38F});
  EXPECT_TENSOR_NEAR(softmax(x), Array64({4, 3}, {softmax_high(), softmax_low(), 0, 1, 0, 0, 0.5, 0.5, 0, 0.5, 0.5, 0}),
                     softmax_rounding)
      .given("x", x);
  EXPECT_TENSOR_NEAR(softmax(x, -1, 0.01F), Array64({4, 3}, {1, 0, 0, 1, 0, 0, 0.5, 0.5, 0, 0.5, 0.5, 0}),
                     softmax_rounding)
      .because("take the maximum off first and divide afterwards: 3e38 / 0.01 overflows, 0 / 0.01 does not")
      .unlike("x was divided by the temperature before the maximum was taken off, which overflowed",
              Array64({4, 3}, {1, 0, 0, 1, 0, 0, not_a_number, not_a_number, not_a_number, 0.5, 0.5, 0}))
      .given("x", x);
}

// The largest entry may stand anywhere in its row.
// Input: 1000 beside zeros, first, in the middle and last
// Lesson: "The largest entry first"
TEST(Softmax, TheLargestEntryMayStandAnywhere) {
  const Tensor x = make_tensor({3, 3}, {1000, 0, 0, 0, 1000, 0, 0, 0, 1000});
  const auto nan = double{not_a_number};
  EXPECT_TENSOR_NEAR(softmax(x), Array64({3, 3}, {1, 0, 0, 0, 1, 0, 0, 0, 1}), softmax_rounding)
      .unlike("the last entry of a row was left out of the search for its maximum",
              Array64({3, 3}, {1, 0, 0, 0, 1, 0, 0, 0, nan}))
      .unlike("the first entry of a row was left out of the search for its maximum",
              Array64({3, 3}, {nan, 0, 0, 0, 1, 0, 0, 0, 1}))
      .unlike("the first entry of a row was taken for its maximum", Array64({3, 3}, {1, 0, 0, 0, nan, 0, 0, 0, nan}))
      .given("x", x);
}

// A high temperature flattens, a low one sharpens: the scores are divided by it.
// Input: [[0, log 2, log 3]] at temperatures 1/2 and 2, random [3, 4] at 0.7
// Lesson: "Temperature"
TEST(Softmax, TemperatureDividesTheScores) {
  const Tensor x = make_tensor({1, 3}, {0, std::log(2.0F), std::log(3.0F)});
  EXPECT_TENSOR_NEAR(softmax(x, -1, 0.5F), Array64({1, 3}, {1.0 / 14, 4.0 / 14, 9.0 / 14}), softmax_rounding)
      .because("dividing log 3 by 1/2 makes it log 9")
      .unlike("the scores were multiplied by the temperature", textbook::softmax(scaled(x, 0.5), 1))
      .unlike("the temperature was ignored", textbook::softmax(x, 1))
      .unlike("the probabilities were divided by the temperature, not the scores", scaled(textbook::softmax(x, 1), 2))
      .given("x", x);
  const auto roots = [] { return Array64({1, 3}, {1, std::sqrt(2.0), std::sqrt(3.0)}); };
  EXPECT_TENSOR_NEAR(softmax(x, -1, 2), scaled(roots(), 1 / (1 + std::sqrt(2.0) + std::sqrt(3.0))), softmax_rounding)
      .unlike("the scores were multiplied by the temperature", textbook::softmax(scaled(x, 2), 1))
      .given("x", x);
  const Tensor random = softmax_random_input({3, 4}, 33);
  EXPECT_TENSOR_NEAR(softmax(random, 0, 0.7F), textbook::softmax(scaled(random, 1 / double{0.7F}), 0), softmax_rounding)
      .given("random", random);
  EXPECT_TENSOR_NEAR(softmax(random, 1, 1e-4F), textbook::softmax(scaled(random, 1e4), 1),
                     tolerance(1e-3, "1e-4 is rounded to float32, and the scores are multiplied by 1e4"))
      .because("at a very low temperature the largest entry of a row takes nearly all")
      .given("random", random);
  EXPECT_TENSOR_NEAR(softmax(random, 1, 1e30F), Array64({3, 4}, std::vector<double>(12, 0.25)), softmax_rounding)
      .because("at a very high temperature all are alike")
      .given("random", random);
}

// A temperature that is not above 0, or no number, is refused.
// Input: 0, -1, NaN, inf; 2 is taken
// Lesson: "Temperature"
TEST(Softmax, RefusesOtherTemperatures) {
  const Tensor x = make_tensor({2}, {3, 3});
  EXPECT_TENSOR_NEAR(softmax(x, 0, 2), Array64({2}, {0.5, 0.5}), softmax_rounding).given("x", x);
  EXPECT_THROWS(softmax(x, 0, 0), std::invalid_argument, "0");
  EXPECT_THROWS(softmax(x, 0, -1), std::invalid_argument, "-1");
  EXPECT_THROWS(softmax(x, 0, not_a_number), std::invalid_argument, "nan");
  EXPECT_THROWS(softmax(x, 0, infinity), std::invalid_argument, "inf");
}

// An entry of -inf is hidden: it gets exactly 0, and the others share as if it were not there.
// Input: rows [log 2, -inf, 0] and [-inf, -inf, -5]
// Lesson: "Hidden entries"
TEST(Softmax, MinusInfinityHidesAnEntry) {
  const Tensor x = make_tensor({2, 3}, {std::log(2.0F), -infinity, 0, -infinity, -infinity, -5});
  const Array64 y = softmax(x);
  EXPECT_TENSOR_NEAR(y, Array64({2, 3}, {2.0 / 3, 0, 1.0 / 3, 0, 0, 1}), softmax_rounding)
      .because("y = softmax(x): the entries that are not hidden share as if they were alone")
      .given("x", x);
  EXPECT_TRUTH(y(0, 1) == 0 && y(1, 0) == 0, true).because("hidden means exactly 0, not nearly").given("x", x);
}

// A row in which everything is hidden becomes zeros: nothing is looked at, nobody gets a share.
// Input: rows of -inf beside ordinary ones, over the last and the first axis; one of length 1
// Lesson: "Hidden entries"
TEST(Softmax, ARowOfNothingButMinusInfinityBecomesZeros) {
  const Tensor x = make_tensor({2, 2}, {-infinity, -infinity, 1, 1});
  EXPECT_TENSOR_NEAR(softmax(x), Array64({2, 2}, {0, 0, 0.5, 0.5}), softmax_rounding)
      .because("-inf - -inf is NaN, and so is 0 / 0; a query that may look nowhere must not spoil the batch")
      .unlike("a row of nothing but -inf was treated like any other, and -inf - -inf is NaN",
              Array64({2, 2}, {not_a_number, not_a_number, 0.5, 0.5}))
      .unlike("a row of nothing but -inf was shared out evenly", Array64({2, 2}, {0.5, 0.5, 0.5, 0.5}))
      .given("x", x);
  EXPECT_TENSOR_NEAR(softmax(x, 0), Array64({2, 2}, {0, 0, 1, 1}), softmax_rounding).given("x", x);
  EXPECT_TENSOR_NEAR(softmax(x, 1, 0.5F), Array64({2, 2}, {0, 0, 0.5, 0.5}), softmax_rounding).given("x", x);
  const Tensor rows_of_one = make_tensor({2, 1}, {-infinity, 7});
  EXPECT_TENSOR_NEAR(softmax(rows_of_one), Array64({2, 1}, {0, 1}), softmax_rounding)
      .because("a hidden row of length 1 is hidden too")
      .given("rows_of_one", rows_of_one);
}

// A NaN or a +inf spoils its own row, all of it, and no other.
// Input: rows [NaN, 1], [NaN, -inf], [-inf, NaN], [2, 2]; rows [inf, 1], [2, 2]
// Lesson: "Not a number"
TEST(Softmax, NaNSpoilsItsRowAndNoOther) {
  const Tensor x = make_tensor({4, 2}, {not_a_number, 1, not_a_number, -infinity, -infinity, not_a_number, 2, 2});
  EXPECT_TENSOR_EQ(nan_places(softmax(x)), Array64({4, 2}, {1, 1, 1, 1, 1, 1, 0, 0}))
      .because("a comparison with NaN is false, so the largest entry of [NaN, -inf] may be found to be -inf")
      .unlike("a NaN beside -inf was taken for a row of nothing but -inf", Array64({4, 2}, {1, 1, 0, 0, 0, 0, 0, 0}))
      .unlike("only the NaN itself stayed NaN, the rest of its row got shares",
              Array64({4, 2}, {1, 0, 1, 0, 0, 1, 0, 0}))
      .given(nan_expected, Array64({4, 2}, {1, 1, 1, 1, 1, 1, 0, 0}))
      .given("x", x);
  const Tensor endless = make_tensor({2, 2}, {infinity, 1, 2, 2});
  EXPECT_TENSOR_EQ(nan_places(softmax(endless)), Array64({2, 2}, {1, 1, 0, 0}))
      .because("the largest entry of [inf, 1] is inf, and inf - inf is NaN: so is the sum, and every share of it")
      .unlike("only the +inf itself became NaN, the rest of its row got shares", Array64({2, 2}, {1, 0, 0, 0}))
      .unlike("a row with +inf in it got numbers, as if inf - inf were one", Array64({2, 2}, {0, 0, 0, 0}))
      .given(nan_expected, Array64({2, 2}, {1, 1, 0, 0}))
      .given("endless", endless);
}

// The result has memory of its own, and views are read by their strides and their offset.
// Input: [2, 3] row by row, column by column and with gaps
// Lesson: "Pitfalls"
TEST(Softmax, ReadsAnyLayoutAndLeavesItAlone) {
  const Array64 before({2, 3}, {-1, 2, -3, 0.5, -0.25, 1.5});
  const Tensor x = make_tensor({2, 3}, {-1, 2, -3, 0.5F, -0.25F, 1.5F});
  const Tensor y = softmax(x);
  EXPECT_TENSOR_EQ(x, before).unlike("the input was overwritten: the result is a view of its storage",
                                     textbook::softmax(before, 1));
  EXPECT_TRUTH(y.storage() == x.storage(), false);
  EXPECT_TENSOR_NEAR(softmax(strided_copy(x)), textbook::softmax(x, 1), softmax_rounding)
      .unlike("the numbers were read in storage order, past the strides",
              textbook::softmax(Array64({2, 3}, {-1, 0.5, 2, -0.25, -3, 1.5}), 1))
      .given("x", x);
  EXPECT_TENSOR_NEAR(softmax(strided_copy(x), 0), textbook::softmax(x, 0), softmax_rounding).given("x", x);
  EXPECT_TENSOR_NEAR(softmax(gapped_copy(x)), textbook::softmax(x, 1), softmax_rounding).given("x", x);
  EXPECT_TENSOR_NEAR(softmax(gapped_copy(x), 0), textbook::softmax(x, 0), softmax_rounding).given("x", x);
  EXPECT_INDICES(softmax(x, 0).strides(), {3, 1})
      .because("results are row-major, whichever axis the rows run along")
      .given("x", x);
}

// Rows of length 1 are 1; no rows, or rows without entries, are no error; an axis that is not there is.
// Input: [3, 1], [1, 1, 1, 1, 1], [0, 3], [2, 0, 3] over axis 1, []
// Lesson: "Rows along any axis"
TEST(Softmax, ShapesAtTheEdge) {
  EXPECT_TENSOR_EQ(softmax(make_tensor({3, 1}, {-7, 0, 9})), Array64({3, 1}, {1, 1, 1}));
  EXPECT_TENSOR_EQ(softmax(make_tensor({1, 1, 1, 1, 1}, {5}), 2), Array64({1, 1, 1, 1, 1}, {1}));
  EXPECT_SHAPE(softmax(make_tensor({0, 3}, {})).shape(), {0, 3});
  EXPECT_SHAPE(softmax(make_tensor({2, 0, 3}, {}), 1).shape(), {2, 0, 3});
  const Tensor x = counting_tensor({2, 3});
  EXPECT_SHAPE(softmax(x, -2).shape(), {2, 3});
  EXPECT_THROWS(softmax(x, 2), std::invalid_argument);
  EXPECT_THROWS(softmax(x, -3), std::invalid_argument);
  EXPECT_THROWS(softmax(make_tensor({}, {1})), std::invalid_argument);
}

// Recorded with the axis, counted from the front, and the temperature: the gradient needs both.
// Input: [2, 3, 2, 2], axis -3, temperature 0.5
// Lesson: "What is recorded"
TEST(Softmax, IsRecorded) {
  Tensor x = filled_tensor({2, 3, 2, 2}, 1);
  Recording recording;
  x.set_requires_grad(true);
  const Tensor y = softmax(x, -3, 0.5F);
  EXPECT_TEXT(recording.last(y, x), "softmax of [2, 3, 2, 2] integers 1 numbers 0.5")
      .because("end with recorded(), and return what it returns")
      .unlike("the operation was not recorded", Value("nothing, but the result is not tied to x"))
      .unlike("softmax itself was not recorded, only the reshape of x before it",
              Value("reshape of [2, 3, 2, 2], but the result is not tied to x"))
      .unlike("the recorded result was thrown away",
              Value("softmax of [2, 3, 2, 2] integers 1 numbers 0.5, but the result is not tied to x"))
      .unlike("the result was recorded before it was reshaped back", Value("reshape of [2, 3, 4]"))
      .unlike("the axis was recorded as given, not counted from the front",
              Value("softmax of [2, 3, 2, 2] integers -3 numbers 0.5"))
      .unlike("the temperature was not recorded", Value("softmax of [2, 3, 2, 2] integers 1"))
      .unlike("the tensor folded to [before, n, after] was recorded, not x",
              Value("softmax of [2, 3, 4] integers 1 numbers 0.5"));
}

// One tensor is allocated, the result, whichever axis the rows run along.
// Input: [4, 8, 16], each axis
// Lesson: "What it costs"
TEST(Softmax, AllocatesTheResultOnly) {
  const Tensor x = filled_tensor({4, 8, 16}, -1);
  for (Index axis = 0; axis < 3; ++axis) {
    const MemoryScope memory;
    const Tensor y = softmax(x, axis);
    EXPECT_COUNT(memory.peak_bytes(), 4 * 8 * 16 * 4)
        .because("whole-tensor exp(x - max) / sum makes a tensor at every step");
  }
}

// The work for an entry does not depend on how long its row is.
// Input: one row of 256; element accesses through read<>() and write<>() counted
// Lesson: "What it costs"
TEST(Softmax, WorkIsLinearInTheRow) {
  const Tensor x = filled_tensor({1, 256}, 1);
  const AccessScope work;
  const Tensor y = softmax(x);
  if (!checked_build) return;
  const double accesses_for_each_entry = static_cast<double>(work.accesses()) / 256;
  EXPECT_BETWEEN(accesses_for_each_entry, 2.0, 10.0)
      .because("three passes over the row: the maximum, the exponentials and their sum, the division")
      .unlike("the maximum of the row was searched again for every entry", 259.0)
      .unlike("the row was read past the counter, not through read<3>()", 0.0);
}

}  // namespace
