#include "gu/activations.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance softmax_rounding = tolerance(2e-6, "exponentials, sums and a quotient in float32, all at most 1");

Array64 expected(const Array64& x, Index axis, double temperature) {
  return textbook::softmax(textbook::map(x, [temperature](double value) { return value / temperature; }), axis);
}

// Every axis of five, hidden entries, temperatures and layouts, all at once.
// Input: random [2, 3, 4, 1, 5], a third of it -inf, temperatures drawn from [0.2, 4), row-major, reversed, with gaps
// Lesson: "Rows along any axis"
TEST(HiddenSoftmax, CombinesAxesTemperaturesHiddenEntriesAndLayouts) {
  Generator generator = test_generator(941);
  for (Index axis = 0; axis < 5; ++axis) {
    const Tensor x = partly_hidden({2, 3, 4, 1, 5}, axis, generator, 6);
    const float temperature = generator.uniform(0.2F, 4);
    for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
      EXPECT_TENSOR_NEAR(softmax(laid_out, axis - 5, temperature), expected(x, axis, double{temperature}),
                         softmax_rounding)
          .unlike_where(axis != 3, "the temperature was ignored", textbook::softmax(x, axis));
      EXPECT_TENSOR_NEAR(softmax(laid_out, axis), expected(x, axis, 1), softmax_rounding);
    }
    EXPECT_TENSORS_AGREE(softmax(x, axis, temperature), softmax(x, axis, temperature), exactly());
  }
}

// Long rows, and rows that lie far from 0, sum to 1 and keep their shares.
// Input: random [3, 2000] in [-3, 3); whole numbers from [-20, 20) shifted by -90000 and 90000 in [40, 7] along axis 0
// Lesson: "The largest entry first"
TEST(HiddenSoftmax, StandsLongAndDistantRows) {
  Generator generator = test_generator(942);
  const Tensor longest = random_tensor({3, 2000}, generator, -3, 3);
  const auto times = [](const Array64& x, double factor) {
    return textbook::map(x, [factor](double value) { return value * factor; });
  };
  EXPECT_TENSOR_NEAR(times(softmax(longest), 2000), times(expected(longest, 1, 1), 2000),
                     tolerance(2e-5, "2000 terms added in float32"));
  std::vector<float> whole(280);
  for (float& value : whole) value = static_cast<float>(generator.below(40)) - 20;
  for (const float shift : {-90000.0F, 90000.0F}) {
    std::vector<float> shifted(whole);
    for (float& value : shifted) value += shift;
    EXPECT_TENSOR_NEAR(softmax(make_tensor({40, 7}, shifted), 0), expected(make_tensor({40, 7}, whole), 0, 1),
                       softmax_rounding);
    EXPECT_TENSOR_NEAR(softmax(make_tensor({40, 7}, shifted), 0, 2), expected(make_tensor({40, 7}, whole), 0, 2),
                       softmax_rounding);
  }
}

// A hidden row stays zeros and a broken one NaN among others, along an axis that is not the last, in any layout.
// Input: [2, 3, 2] of random numbers, row (0, :, 1) hidden throughout, a NaN in row (1, :, 0)
// Lesson: "Hidden entries"
TEST(HiddenSoftmax, KeepsHiddenAndBrokenRowsApart) {
  Generator generator = test_generator(943);
  Array64 scores(random_tensor({2, 3, 2}, generator, -2, 2));
  for (Index j = 0; j < 3; ++j) scores(0, j, 1) = -double{infinity};
  scores(1, 1, 0) = double{not_a_number};
  scores(1, 2, 0) = -double{infinity};
  for (const Tensor& x : {to_tensor(scores), strided_copy(to_tensor(scores)), gapped_copy(to_tensor(scores))}) {
    const Tensor shares = softmax(x, 1, 0.5F);
    EXPECT_TENSOR_EQ(nan_places(shares), Array64({2, 3, 2}, {0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 0}));
    EXPECT_TENSOR_EQ(Array64({3}, {double{shares(0, 0, 1)}, double{shares(0, 1, 1)}, double{shares(0, 2, 1)}}),
                     Array64({3}, {0, 0, 0}));
    const auto row = [](const auto& from, Index i, Index k) {
      return Array64({3}, {double{from(i, 0, k)}, double{from(i, 1, k)}, double{from(i, 2, k)}});
    };
    EXPECT_TENSOR_NEAR(row(shares, 0, 0), expected(row(scores, 0, 0), 0, 0.5), softmax_rounding);
    EXPECT_TENSOR_NEAR(row(shares, 1, 1), expected(row(scores, 1, 1), 0, 0.5), softmax_rounding);
  }
}

// The largest entry rules its row from any place in it, along any axis.
// Input: random [4, 7, 3], entry i of every row of axis 1 raised by 500 to 5000, for every i; temperature from [0.5, 2)
// Lesson: "The largest entry first"
TEST(HiddenSoftmax, FindsTheLargestEntryInAnyPlace) {
  Generator generator = test_generator(944);
  const float temperature = generator.uniform(0.5F, 2);
  for (Index place = 0; place < 7; ++place) {
    Array64 scores(random_tensor({4, 7, 3}, generator, -2, 2));
    const double raise = double{generator.uniform(500, 5000)};
    for (std::size_t i = 0; i < scores.values.size(); ++i) {
      if (scores.index_of(i)[1] == place) scores.values[i] += raise;
    }
    const auto winner = [&] {
      Array64 shares(Shape{4, 7, 3});
      for (std::size_t i = 0; i < shares.values.size(); ++i) shares.values[i] = shares.index_of(i)[1] == place ? 1 : 0;
      return shares;
    };
    EXPECT_TENSOR_NEAR(softmax(gapped_copy(to_tensor(scores)), 1, temperature), winner(), softmax_rounding);
  }
}

// At the end of the float range, and at any low temperature, the largest entries share the row.
// Input: [6, 4] of numbers from [-3e38, 0), of which k random ones of each column are 3e38; temperature from [1e-3, 0.5)
// Lesson: "Temperature"
TEST(HiddenSoftmax, DividesByTheTemperatureLast) {
  Generator generator = test_generator(945);
  for (int round = 0; round < 3; ++round) {
    Array64 scores(random_tensor({6, 4}, generator, -3e38F, 0));
    std::vector<double> winners(4, 0);
    for (std::size_t i = 0; i < scores.values.size(); ++i) {
      const bool wins = i / 4 == 0 || generator.below(2) == 0;
      if (wins) scores.values[i] = double{3e38F};
      winners[i % 4] += wins ? 1 : 0;
    }
    const auto shared = [&] {
      Array64 shares(Shape{6, 4});
      for (std::size_t i = 0; i < 24; ++i) shares.values[i] = scores.values[i] > 0 ? 1 / winners[i % 4] : 0;
      return shares;
    };
    const float temperature = generator.uniform(1e-3F, 0.5F);
    EXPECT_TENSOR_NEAR(softmax(strided_copy(to_tensor(scores)), 0, temperature), shared(), softmax_rounding);
  }
}

// A NaN in a row that is hidden otherwise makes that row NaN, and no other.
// Input: columns of 5 of nothing but -inf, a NaN at a random place of the first, a number at one of the second
// Lesson: "Not a number"
TEST(HiddenSoftmax, TakesNoNaNForHidden) {
  Generator generator = test_generator(946);
  for (int round = 0; round < 4; ++round) {
    Array64 scores(Shape{5, 3});
    for (double& score : scores.values) score = -double{infinity};
    const Index seen = generator.below(5);
    scores(generator.below(5), 0) = double{not_a_number};
    scores(seen, 1) = double{generator.uniform(-9, 9)};
    const Array64 shares = softmax(gapped_copy(to_tensor(scores)), 0);
    EXPECT_TENSOR_EQ(nan_places(shares), Array64({5, 3}, {1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, 0}));
    for (Index i = 0; i < 5; ++i) {
      EXPECT_SCALAR_NEAR(shares(i, 1), i == seen ? 1 : 0, exactly());
      EXPECT_SCALAR_NEAR(shares(i, 2), 0, exactly());
    }
  }
}

// The work for an entry does not depend on the length of its row, wherever the row lies.
// Input: rows of random length from 200 to 400 along the middle axis of [2, n, 3]; element accesses counted
// Lesson: "What it costs"
TEST(HiddenSoftmax, WorksLinearlyAlongAnyAxis) {
  Generator generator = test_generator(947);
  const Index length = 200 + generator.below(200);
  const Tensor x = random_tensor({2, length, 3}, generator);
  const AccessScope work;
  const Tensor y = softmax(x, 1);
  EXPECT_SHAPE(y.shape(), {2, length, 3});
  if (!checked_build) return;
  EXPECT_BETWEEN(static_cast<double>(work.accesses()) / static_cast<double>(6 * length), 2.0, 10.0);
}

// The graph is told the axis, counted from the front, and the temperature of the call.
// Input: every axis of [2, 1, 3, 2], counted from the back; random temperatures in steps of 1/8
// Lesson: "What is recorded"
TEST(HiddenSoftmax, TellsTheGraphAxisAndTemperature) {
  Generator generator = test_generator(948);
  const Recording recording;
  for (Index axis = 0; axis < 4; ++axis) {
    Tensor x = strided_copy(random_tensor({2, 1, 3, 2}, generator));
    x.set_requires_grad(true);
    const double temperature = static_cast<double>(1 + generator.below(40)) / 8;
    const Tensor y = softmax(x, axis - 4, static_cast<float>(temperature));
    EXPECT_TRUTH(recording.reaches(y, x), true);
    const auto text = [&] {
      std::ostringstream out;
      out << "softmax of [2, 1, 3, 2] integers " << axis << " numbers " << temperature;
      return out.str();
    };
    EXPECT_TEXT(recording.last(), text());
  }
}

}  // namespace
