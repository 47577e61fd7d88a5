// The attention oracle against numbers by hand, against itself by finite differences, and against its wrong variants.
#include "gu/testing/textbook_attention.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "arrays.hpp"
#include "gu/testing/comparison.hpp"
#include "gu/testing/finite_differences.hpp"
#include "gu/testing/textbook.hpp"

namespace gu::testing::textbook {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

const Array64 query = random_array({2, 3, 4, 5}, 80);
const Array64 key = random_array({2, 3, 6, 5}, 81);
const Array64 value = random_array({2, 3, 6, 7}, 82);

/// [1, 1, 4, 6]: additive; query 1 sees keys 0 to 2 only, the rest sees all but key 5.
Array64 some_mask() {
  Array64 mask = random_array({1, 1, 4, 6}, 83, -1, 1);
  for (Index j = 0; j < 6; ++j) {
    if (j > 2) mask(0, 0, 1, j) = -infinity;
  }
  mask(0, 0, 0, 5) = mask(0, 0, 2, 5) = mask(0, 0, 3, 5) = -infinity;
  return mask;
}

TEST(AttentionOracle, GivesTheNumbersOfAnExampleByHand) {
  // head_dim 4, so the scores are divided by 2: query . key = 0 and 2 ln 3 become 0 and ln 3, the weights 1/4 and 3/4.
  const Array64 q({1, 1, 1, 4}, {1, 0, 0, 0});
  const Array64 k({1, 1, 2, 4}, {0, 9, 9, 9, 2 * std::log(3), 0, 0, 0});
  const Array64 v({1, 1, 2, 2}, {4, 8, 0, 16});
  expect_near(attention_weights(q, k, 0.0), Array64({1, 1, 1, 2}, {0.25, 0.75}));
  expect_near(attention(q, k, v), Array64({1, 1, 1, 2}, {1, 14}));
  // A mask of ln 3 on the first key makes both equal; -infinity leaves only the second.
  expect_near(attention_weights(q, k, Array64({1, 2}, {std::log(3), 0})), Array64({1, 1, 1, 2}, {0.5, 0.5}));
  expect_near(attention(q, k, v, Array64({1, 2}, {-infinity, 0})), Array64({1, 1, 1, 2}, {0, 16}));
  // A temperature of 1/2 doubles the scores: 1 to 9.
  expect_near(attention_weights(q, k, 0.0, {.temperature = 0.5}), Array64({1, 1, 1, 2}, {0.1, 0.9}));
}

TEST(AttentionOracle, TreatsBatchesAndHeadsApart) {
  const Array64 whole = attention(query, key, value, some_mask());
  const auto part = [](const Array64& x, Index batch, Index head) {
    Array64 result(Shape{1, 1, x.size(2), x.size(3)});
    for (Index i = 0; i < x.size(2); ++i) {
      for (Index j = 0; j < x.size(3); ++j) result(0, 0, i, j) = x(batch, head, i, j);
    }
    return result;
  };
  expect_near(part(whole, 1, 2), attention(part(query, 1, 2), part(key, 1, 2), part(value, 1, 2), some_mask()));
}

TEST(AttentionOracle, ARowThatSeesNothingIsWhatTheFormulaSays) {
  const Array64 hidden({1, 6}, std::vector<double>(6, -infinity));
  using EmptyRow = AttentionFormula::EmptyRow;
  expect_near(attention_weights(query, key, hidden), Array64(Shape{2, 3, 4, 6}));
  expect_near(attention_weights(query, key, hidden, {.empty_row = EmptyRow::uniform}),
              map(Array64(Shape{2, 3, 4, 6}), [](double) { return 1.0 / 6; }));
  EXPECT_TRUE(std::isnan(attention_weights(query, key, hidden, {.empty_row = EmptyRow::not_a_number}).values[0]));
}

TEST(AttentionOracle, EveryWrongFormulaGivesAnotherResult) {
  using Mask = AttentionFormula::Mask;
  const Array64 right = attention_weights(query, key, some_mask());
  for (const AttentionFormula& wrong : std::vector<AttentionFormula>{{.scale = 1},
                                                                     {.scale = 1.0 / 5},
                                                                     {.temperature = 2},
                                                                     {.mask = Mask::ignored},
                                                                     {.mask = Mask::inverted},
                                                                     {.mask = Mask::after_softmax},
                                                                     {.softmax_axis = -2},
                                                                     {.softmax_axis = 1}}) {
    EXPECT_FALSE(near(attention_weights(query, key, some_mask(), wrong), right, 1e-3));
  }
  // Leaving out the maximum is wrong only where exp overflows.
  expect_near(attention_weights(query, key, some_mask(), {.shift_by_maximum = false}), right);
  const Array64 far = map(query, [](double x) { return 1000 * x; });
  const Array64 overflown = attention_weights(far, key, some_mask(), {.shift_by_maximum = false});
  EXPECT_TRUE(std::any_of(overflown.values.begin(), overflown.values.end(), [](double x) { return std::isnan(x); }));
}

TEST(AttentionOracle, ItsGradientsAreTheFiniteDifferencesOfItsForward) {
  const Array64 q = random_array({1, 2, 3, 5}, 90);
  const Array64 k = random_array({1, 2, 4, 5}, 91);
  const Array64 v = random_array({1, 2, 4, 3}, 92);
  // A finite mask: a difference at -infinity is none.
  const Array64 mask = random_array({2, 1, 4}, 84, -1, 1);
  const Array64 output_gradient = random_array({1, 2, 3, 3}, 85);
  const AttentionFormula formula{.temperature = 1.5, .kept = random_array({1, 2, 3, 4}, 86, 0, 2)};
  const AttentionGradients64 gradients = attention_gradients(q, k, v, mask, output_gradient, formula);
  const auto check = [&](const Array64& at, const Array64& gradient, const char* what,
                         const std::function<Array64(const Array64&)>& function) {
    expect_near(gradient, finite_differences(function, at, output_gradient), what, 1e-6);
  };
  check(q, gradients.query, "query", [&](const Array64& x) { return attention(x, k, v, mask, formula); });
  check(k, gradients.key, "key", [&](const Array64& x) { return attention(q, x, v, mask, formula); });
  check(v, gradients.value, "value", [&](const Array64& x) { return attention(q, k, x, mask, formula); });
  check(mask, gradients.mask, "mask", [&](const Array64& x) { return attention(q, k, v, x, formula); });
}

TEST(AttentionOracle, EveryWrongBackwardGivesAnotherGradient) {
  // As many queries as keys, or weights that are not transposed would not even fit.
  const Array64 square = random_array({2, 3, 6, 5}, 87);
  const Array64 output_gradient = random_array({2, 3, 6, 7}, 88);
  const auto gradients = [&](const AttentionBackwardFormula& backward) {
    return attention_gradients(square, key, value, 0.0, output_gradient, {.temperature = 2}, backward);
  };
  const AttentionGradients64 right = gradients({});
  EXPECT_FALSE(near(gradients({.softmax_jacobian = false}).query, right.query, 1e-3));
  EXPECT_FALSE(near(gradients({.scaled = false}).key, right.key, 1e-3));
  EXPECT_FALSE(near(gradients({.weights_transposed = false}).value, right.value, 1e-3));
  EXPECT_FALSE(near(gradients({.divided_by_temperature = false}).query, right.query, 1e-3));
}

TEST(HeadsOracle, SplitsFeaturesAndNotTokens) {
  // [1, 2, 4] into two heads: the first has the first two features of each token.
  const Array64 x({1, 2, 4}, {0, 1, 2, 3, 4, 5, 6, 7});
  expect_near(split_heads(x, 2), Array64({1, 2, 2, 2}, {0, 1, 4, 5, 2, 3, 6, 7}));
  expect_near(merge_heads(split_heads(x, 2)), x);
  expect_near(reshape(x, {2, 4}), Array64({2, 4}, {0, 1, 2, 3, 4, 5, 6, 7}));
}

TEST(LinearOracle, MultipliesByTheTransposedWeightAndAddsTheBias) {
  const Array64 weight({3, 2}, {1, 2, 3, 4, 5, 6});
  const Array64 bias({3}, {100, 200, 300});
  expect_near(linear(Array64({1, 2}, {10, 1}), weight, bias), Array64({1, 3}, {112, 234, 356}));
}

TEST(MultiHeadOracle, WithIdentitiesIsAttentionOfEachHead) {
  const Array64 input = random_array({2, 3, 4}, 90);
  const Array64 memory = random_array({2, 5, 4}, 91);
  Array64 identity(Shape{4, 4});
  Array64 stacked(Shape{12, 4});
  for (Index i = 0; i < 4; ++i) {
    identity(i, i) = 1;
    for (Index block = 0; block < 3; ++block) stacked(4 * block + i, i) = static_cast<double>(block + 1);
  }
  // Queries as they are, keys doubled, values tripled.
  const Array64 result =
      multi_head_attention(input, memory, 0.0, {stacked, Array64(Shape{12}), identity, Array64(Shape{4})}, 2);
  const auto times = [](const Array64& x, double factor) { return map(x, [=](double v) { return factor * v; }); };
  const Array64 expected =
      attention(split_heads(input, 2), split_heads(times(memory, 2), 2), split_heads(times(memory, 3), 2));
  expect_near(result, merge_heads(expected));
}

TEST(MultiHeadOracle, AddsBothBiases) {
  // Values of zero leave what the biases make: values 3 (rows 8 to 11 of the bias), weights that sum to 1, then 10.
  std::vector<double> bias(12, 0.0);
  std::fill(bias.begin() + 8, bias.end(), 3.0);
  Array64 identity(Shape{4, 4});
  for (Index i = 0; i < 4; ++i) identity(i, i) = 1;
  const Array64 result =
      multi_head_attention(random_array({1, 3, 4}, 92), random_array({1, 5, 4}, 93), 0.0,
                           {Array64(Shape{12, 4}), Array64({12}, bias), identity, Array64({4}, {10, 10, 10, 10})}, 2);
  expect_near(result, map(Array64(Shape{1, 3, 4}), [](double) { return 13.0; }));
}

}  // namespace
}  // namespace gu::testing::textbook
