#include "gu/activations.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance rounding = tolerance(2e-6, "exponentials, sums and a quotient in float32, all at most 1");

/// Random scores of which about a third are hidden, but never the first of a row.
Tensor partly_hidden(const Shape& shape, Index axis, Generator& generator, float range) {
  Array64 scores(random_tensor(shape, generator, -range, range));
  for (std::size_t i = 0; i < scores.values.size(); ++i) {
    const bool hide = generator.uniform() < 0.33F;
    if (hide && scores.index_of(i)[static_cast<std::size_t>(axis)] != 0) scores.values[i] = -double{infinity};
  }
  return to_tensor(scores);
}

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
      EXPECT_TENSOR_NEAR(softmax(laid_out, axis - 5, temperature), expected(x, axis, double{temperature}), rounding)
          .unlike_where(axis != 3, "the temperature was ignored", textbook::softmax(x, axis));
      EXPECT_TENSOR_NEAR(softmax(laid_out, axis), expected(x, axis, 1), rounding);
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
                       rounding);
    EXPECT_TENSOR_NEAR(softmax(make_tensor({40, 7}, shifted), 0, 2), expected(make_tensor({40, 7}, whole), 0, 2),
                       rounding);
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
    EXPECT_TENSOR_NEAR(row(shares, 0, 0), expected(row(scores, 0, 0), 0, 0.5), rounding);
    EXPECT_TENSOR_NEAR(row(shares, 1, 1), expected(row(scores, 1, 1), 0, 0.5), rounding);
  }
}

}  // namespace
