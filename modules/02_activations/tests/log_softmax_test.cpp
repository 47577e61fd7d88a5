#include "elementwise_formulas.hpp"
#include "gu/activations.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance log_softmax_rounding = tolerance(1e-6, "a sum of exponentials and a logarithm in float32");

const auto inf = double{infinity};
const auto nan = double{not_a_number};

/// The logarithms of the shares of two scores that are 1 apart.
double log_softmax_high() {
  return -std::log(1 + std::exp(-1.0));
}
double log_softmax_low() {
  return log_softmax_high() - 1;
}

Tensor log_softmax_random_input(const Shape& shape, std::uint64_t salt) {
  Generator generator = test_generator(salt);
  return random_tensor(shape, generator, -3, 3);
}

// The scores log 1, log 2, log 3 become log 1/6, log 2/6, log 3/6.
// Input: [[0, log 2, log 3]]
// Lesson: "The logarithm of softmax"
TEST(LogSoftmax, IsTheLogarithmOfTheShares) {
  const Tensor x = make_tensor({1, 3}, {0, std::log(2.0F), std::log(3.0F)});
  const double ln_2 = std::log(2.0);
  const double ln_3 = std::log(3.0);
  EXPECT_TENSOR_NEAR(log_softmax(x), Array64({1, 3}, {-ln_2 - ln_3, -ln_3, -ln_2}), log_softmax_rounding)
      .because("log_softmax(x)_i = x_i - log(sum over j of e^x_j), here x_i - log 6")
      .unlike("the probabilities were returned, without the logarithm", Array64({1, 3}, {1.0 / 6, 2.0 / 6, 3.0 / 6}))
      .unlike("the sum was subtracted, not its logarithm", Array64({1, 3}, {-6, ln_2 - 6, ln_3 - 6}))
      .unlike("the largest entry was subtracted, but not the logarithm of the sum",
              Array64({1, 3}, {-ln_3, ln_2 - ln_3, 0}))
      .unlike("the logarithm of the mean was subtracted, not of the sum", Array64({1, 3}, {-ln_2, 0, ln_3 - ln_2}))
      .unlike("the sign is turned round: these are losses", Array64({1, 3}, {ln_2 + ln_3, ln_3, ln_2}))
      .given("x", x);
}

// Any axis can be the row, counted from the front or from the back.
// Input: random [2, 3, 4], axes 0, 1, 2 and -3, -2, -1
// Lesson: "Rows along any axis"
TEST(LogSoftmax, RunsOverTheAxisThatWasAsked) {
  const Tensor x = log_softmax_random_input({2, 3, 4}, 41);
  const auto whole = [&] {
    return Array64(x.shape(), textbook::log_softmax(Array64({1, 24}, Array64(x).values), 1).values);
  };
  for (Index axis = -3; axis < 3; ++axis) {
    EXPECT_TENSOR_NEAR(log_softmax(x, axis), textbook::log_softmax(x, axis), log_softmax_rounding)
        .unlike("the log-softmax ran over the wrong axis", textbook::log_softmax(x, (axis + 4) % 3))
        .unlike("the log-softmax ran over the wrong axis", textbook::log_softmax(x, (axis + 5) % 3))
        .unlike("all numbers of the tensor were normalised together, not each row", whole())
        .given("axis", Value(static_cast<double>(axis)))
        .given("x", x);
  }
  EXPECT_TENSOR_NEAR(log_softmax(x), textbook::log_softmax(x, 2), log_softmax_rounding)
      .because("the default is the last axis")
      .given("x", x);
}

// The exponentials of a row sum to 1.
// Input: random [2, 5, 3], axis 1
// Lesson: "The logarithm of softmax"
TEST(LogSoftmax, ExponentialsSumToOne) {
  const Tensor x = log_softmax_random_input({2, 5, 3}, 42);
  const Array64 sums_of_exponentials =
      textbook::reduce(log_softmax(x, 1), {1}, false, [](const std::vector<double>& row) {
        double total = 0;
        for (const double value : row) total += std::exp(value);
        return total;
      });
  EXPECT_TENSOR_NEAR(sums_of_exponentials, Array64({2, 3}, {1, 1, 1, 1, 1, 1}), log_softmax_rounding).given("x", x);
}

// However improbable an entry is, its logarithm is a number.
// Input: rows [0, -200, -1e4] and [0, 0, -1e30]
// Lesson: "The logarithm of softmax"
TEST(LogSoftmax, ImprobableEntriesStayFinite) {
  const Tensor x = make_tensor({2, 3}, {0, -200, -1e4F, 0, 0, -1e30F});
  const double ln_2 = std::log(2.0);
  EXPECT_TENSOR_NEAR(log_softmax(x), Array64({2, 3}, {0, -200, -1e4, -ln_2, -ln_2, -double{1e30F}}),
                     log_softmax_rounding)
      .because("e^-200 is 0 in float32, and log 0 is -inf: a loss of infinity from one surprising token")
      .unlike("the logarithm was taken of a softmax that had already become 0",
              Array64({2, 3}, {0, -inf, -inf, -ln_2, -ln_2, -inf}))
      .given("x", x);
}

// A large offset shared by a row drops out, digits and all.
// Input: rows [1e6, 1e6], [-1e6, -1e6], [1e4, 1e4], [0, 0]
// Lesson: "The logarithm of softmax"
TEST(LogSoftmax, ASharedOffsetCostsNoDigits) {
  const Tensor x = make_tensor({4, 2}, {1e6F, 1e6F, -1e6F, -1e6F, 1e4F, 1e4F, 0, 0});
  const double half = -std::log(2.0);
  // Near 1e6 float32 steps by 1/16, near 1e4 by 1/1024.
  const auto rounded = [](double offset) {
    const float log_sum = static_cast<float>(offset) + std::log(2.0F);
    return double{static_cast<float>(offset) - log_sum};
  };
  EXPECT_TENSOR_NEAR(log_softmax(x), Array64({4, 2}, std::vector<double>(8, half)), log_softmax_rounding)
      .because("(x - max) - log(sum): max + log(sum) would be rounded to the spacing of floats near max")
      .unlike("the maximum was added back to the logarithm before it was subtracted, and rounded it",
              textbook::map(x, rounded))
      .unlike("the maximum was not subtracted before exp",
              Array64({4, 2}, {-inf, -inf, inf, inf, -inf, -inf, half, half}))
      .unlike("the maximum was not subtracted before exp",
              Array64({4, 2}, {-inf, -inf, -1e6, -1e6, -inf, -inf, half, half}))
      .given("x", x);
}

// Every row is shifted by its own largest entry.
// Input: rows [1000, 1001], [0, 1], [-1000, -999]
// Lesson: "The largest entry first"
TEST(LogSoftmax, EachRowHasItsOwnMaximum) {
  const Tensor x = make_tensor({3, 2}, {1000, 1001, 0, 1, -1000, -999});
  EXPECT_TENSOR_NEAR(log_softmax(x),
                     Array64({3, 2}, {log_softmax_low(), log_softmax_high(), log_softmax_low(), log_softmax_high(),
                                      log_softmax_low(), log_softmax_high()}),
                     tolerance(1e-6, "as above"))
      .unlike("the maximum of the whole tensor was subtracted, not each row's",
              Array64({3, 2}, {log_softmax_low(), log_softmax_high(), inf, inf, inf, inf}))
      .unlike("the maximum of the whole tensor was subtracted, not each row's",
              Array64({3, 2}, {log_softmax_low(), log_softmax_high(), -1001, -1000, -2001, -2000}))
      .given("x", x);
}

// The largest entry may stand anywhere in its row.
// Input: 1000 beside zeros, first, in the middle and last
// Lesson: "The largest entry first"
TEST(LogSoftmax, TheLargestEntryMayStandAnywhere) {
  const Tensor x = make_tensor({3, 3}, {1000, 0, 0, 0, 1000, 0, 0, 0, 1000});
  EXPECT_TENSOR_NEAR(log_softmax(x), Array64({3, 3}, {0, -1000, -1000, -1000, 0, -1000, -1000, -1000, 0}),
                     log_softmax_rounding)
      .unlike("the last entry of a row was left out of the search for its maximum",
              Array64({3, 3}, {0, -1000, -1000, -1000, 0, -1000, -inf, -inf, -inf}))
      .unlike("the first entry of a row was left out of the search for its maximum",
              Array64({3, 3}, {-inf, -inf, -inf, -1000, 0, -1000, -1000, -1000, 0}))
      .unlike("the first entry of a row was taken for its maximum",
              Array64({3, 3}, {0, -1000, -1000, -inf, -inf, -inf, -inf, -inf, -inf}))
      .given("x", x);
}

// -inf stays -inf, the others share as if it were not there; a row of nothing but -inf stays so.
// Input: rows [log 2, -inf, 0] and [-inf, -inf, -inf]; [-inf, 3] as rows of length 1
// Lesson: "Hidden entries"
TEST(LogSoftmax, MinusInfinityHidesAnEntry) {
  const Tensor x = make_tensor({2, 3}, {std::log(2.0F), -infinity, 0, -infinity, -infinity, -infinity});
  const double ln_3 = std::log(3.0);
  EXPECT_TENSOR_NEAR(log_softmax(x), Array64({2, 3}, {std::log(2.0) - ln_3, -inf, -ln_3, -inf, -inf, -inf}),
                     log_softmax_rounding)
      .because("softmax gives zeros there, and log 0 is -inf; -inf - -inf would be NaN")
      .unlike("a row of nothing but -inf was treated like any other, and -inf - -inf is NaN",
              Array64({2, 3}, {std::log(2.0) - ln_3, -inf, -ln_3, nan, nan, nan}))
      .unlike("a row of nothing but -inf became zeros, the logarithm of certainty",
              Array64({2, 3}, {std::log(2.0) - ln_3, -inf, -ln_3, 0, 0, 0}))
      .given("x", x);
  const Tensor rows_of_one = make_tensor({2, 1}, {-infinity, 3});
  EXPECT_TENSOR_NEAR(log_softmax(rows_of_one), Array64({2, 1}, {-inf, 0}), log_softmax_rounding)
      .given("rows_of_one", rows_of_one);
}

// A NaN or a +inf spoils its own row, all of it, and no other.
// Input: rows [NaN, 1], [NaN, -inf], [-inf, NaN], [2, 2]; rows [inf, 1], [2, 2]
// Lesson: "Not a number"
TEST(LogSoftmax, NaNSpoilsItsRowAndNoOther) {
  const Tensor x = make_tensor({4, 2}, {not_a_number, 1, not_a_number, -infinity, -infinity, not_a_number, 2, 2});
  EXPECT_TENSOR_EQ(nan_places(log_softmax(x)), Array64({4, 2}, {1, 1, 1, 1, 1, 1, 0, 0}))
      .because("a comparison with NaN is false, so the largest entry of [NaN, -inf] may be found to be -inf")
      .unlike("a NaN beside -inf was taken for a row of nothing but -inf", Array64({4, 2}, {1, 1, 0, 0, 0, 0, 0, 0}))
      .unlike("a NaN beside -inf was taken for a row of nothing but -inf", Array64({4, 2}, {1, 1, 1, 0, 0, 1, 0, 0}))
      .given(nan_expected, Array64({4, 2}, {1, 1, 1, 1, 1, 1, 0, 0}))
      .given("x", x);
  const Tensor endless = make_tensor({2, 2}, {infinity, 1, 2, 2});
  EXPECT_TENSOR_EQ(nan_places(log_softmax(endless)), Array64({2, 2}, {1, 1, 0, 0}))
      .because(
          "the largest entry of [inf, 1] is inf, and inf - inf is NaN: so is the sum, and all that it is taken from")
      .unlike("only the +inf itself became NaN, the rest of its row got numbers", Array64({2, 2}, {1, 0, 0, 0}))
      .unlike("a row with +inf in it got numbers, as if inf - inf were one", Array64({2, 2}, {0, 0, 0, 0}))
      .given(nan_expected, Array64({2, 2}, {1, 1, 0, 0}))
      .given("endless", endless);
}

// The result has memory of its own, and views are read by their strides and their offset.
// Input: [2, 3] row by row, column by column and with gaps
// Lesson: "Pitfalls"
TEST(LogSoftmax, ReadsAnyLayoutAndLeavesItAlone) {
  const Array64 before({2, 3}, {-1, 2, -3, 0.5, -0.25, 1.5});
  const Tensor x = make_tensor({2, 3}, {-1, 2, -3, 0.5F, -0.25F, 1.5F});
  const Tensor y = log_softmax(x);
  EXPECT_TENSOR_EQ(x, before).unlike("the input was overwritten: the result is a view of its storage",
                                     textbook::log_softmax(before, 1));
  EXPECT_TRUTH(y.storage() == x.storage(), false);
  EXPECT_TENSOR_NEAR(log_softmax(strided_copy(x)), textbook::log_softmax(x, 1), log_softmax_rounding)
      .unlike("the numbers were read in storage order, past the strides",
              textbook::log_softmax(Array64({2, 3}, {-1, 0.5, 2, -0.25, -3, 1.5}), 1))
      .given("x", x);
  EXPECT_TENSOR_NEAR(log_softmax(strided_copy(x), 0), textbook::log_softmax(x, 0), log_softmax_rounding).given("x", x);
  EXPECT_TENSOR_NEAR(log_softmax(gapped_copy(x)), textbook::log_softmax(x, 1), log_softmax_rounding).given("x", x);
  EXPECT_TENSOR_NEAR(log_softmax(gapped_copy(x), 0), textbook::log_softmax(x, 0), log_softmax_rounding).given("x", x);
  EXPECT_INDICES(log_softmax(x, 0).strides(), {3, 1})
      .because("results are row-major, whichever axis the rows run along")
      .given("x", x);
}

// Rows of length 1 are log 1 = 0; no rows, or rows without entries, are no error; an axis that is not there is.
// Input: [3, 1], [0, 3], [2, 0, 3] over axis 1, []
// Lesson: "Rows along any axis"
TEST(LogSoftmax, ShapesAtTheEdge) {
  EXPECT_TENSOR_EQ(log_softmax(make_tensor({3, 1}, {-7, 0, 9})), Array64({3, 1}, {0, 0, 0}));
  EXPECT_SHAPE(log_softmax(make_tensor({0, 3}, {})).shape(), {0, 3});
  EXPECT_SHAPE(log_softmax(make_tensor({2, 0, 3}, {}), 1).shape(), {2, 0, 3});
  const Tensor x = counting_tensor({2, 3});
  EXPECT_SHAPE(log_softmax(x, -2).shape(), {2, 3});
  EXPECT_THROWS(log_softmax(x, 2), std::invalid_argument);
  EXPECT_THROWS(log_softmax(x, -3), std::invalid_argument);
  EXPECT_THROWS(log_softmax(make_tensor({}, {1})), std::invalid_argument);
}

// Recorded with the axis, counted from the front.
// Input: [2, 3, 2, 2], axis -3
// Lesson: "What is recorded"
TEST(LogSoftmax, IsRecorded) {
  Tensor x = filled_tensor({2, 3, 2, 2}, 1);
  Recording recording;
  x.set_requires_grad(true);
  const Tensor y = log_softmax(x, -3);
  EXPECT_TEXT(recording.last(y, x), "log_softmax of [2, 3, 2, 2] integers 1")
      .because("end with recorded(), and return what it returns")
      .unlike("the operation was not recorded", Value("nothing, but the result is not tied to x"))
      .unlike("log_softmax itself was not recorded, only the reshape of x before it",
              Value("reshape of [2, 3, 2, 2], but the result is not tied to x"))
      .unlike("the recorded result was thrown away",
              Value("log_softmax of [2, 3, 2, 2] integers 1, but the result is not tied to x"))
      .unlike("the result was recorded before it was reshaped back", Value("reshape of [2, 3, 4]"))
      .unlike("the axis was recorded as given, not counted from the front",
              Value("log_softmax of [2, 3, 2, 2] integers -3"))
      .unlike("the axis was not recorded", Value("log_softmax of [2, 3, 2, 2]"))
      .unlike("it was recorded under the name of softmax", Value("softmax of [2, 3, 2, 2] integers 1"))
      .unlike("the tensor folded to [before, n, after] was recorded, not x",
              Value("log_softmax of [2, 3, 4] integers 1"));
}

// One tensor is allocated, the result, whichever axis the rows run along.
// Input: [4, 8, 16], each axis
// Lesson: "What it costs"
TEST(LogSoftmax, AllocatesTheResultOnly) {
  const Tensor x = filled_tensor({4, 8, 16}, -1);
  for (Index axis = 0; axis < 3; ++axis) {
    const MemoryScope memory;
    const Tensor y = log_softmax(x, axis);
    EXPECT_COUNT(memory.peak_bytes(), 4 * 8 * 16 * 4).because("512 floats of 4 bytes, and nothing besides");
  }
}

// The work for an entry does not depend on how long its row is.
// Input: one row of 256; element accesses through read<>() and write<>() counted
// Lesson: "What it costs"
TEST(LogSoftmax, WorkIsLinearInTheRow) {
  const Tensor x = filled_tensor({1, 256}, 1);
  const AccessScope work;
  const Tensor y = log_softmax(x);
  if (!checked_build) return;
  const double accesses_for_each_entry = static_cast<double>(work.accesses()) / 256;
  EXPECT_BETWEEN(accesses_for_each_entry, 2.0, 10.0)
      .because("three passes over the row: the maximum, the sum of exponentials, the subtraction")
      .unlike("the sum of the row was computed again for every entry", 259.0)
      .unlike("the row was read past the counter, not through read<3>()", 0.0);
}

}  // namespace
