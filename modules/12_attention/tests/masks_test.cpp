#include "attention_inputs.hpp"
#include "gu/attention.hpp"
#include "gu/testing/recording.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

constexpr float nan_value = std::numeric_limits<float>::quiet_NaN();

const std::string not_infinite = "hidden keys were given a large negative number, not -infinity";

/// A mask with `number` where it should hide.
Array64 hidden_by(double number, const Array64& mask) {
  return textbook::map(mask, [number](double entry) { return std::isinf(entry) ? number : entry; });
}

/// A mask [queries, keys] that keeps what `kept` says.
Array64 mask_where(Index queries, Index keys, const std::function<bool(Index, Index)>& kept) {
  Array64 mask(Shape{queries, keys});
  for (Index i = 0; i < queries; ++i) {
    for (Index j = 0; j < keys; ++j) mask(i, j) = kept(i, j) ? 0 : double{hidden};
  }
  return mask;
}

// A token sees itself and everything before it, and nothing after it.
// Input: 4 queries, 4 keys
// Lesson: "Masks"
TEST(CausalMask, HidesEveryLaterKeyAndKeepsTheTokenItself) {
  EXPECT_TENSOR_EQ(causal_mask(4, 4), make_tensor({4, 4}, {0, hidden, hidden, hidden,  //
                                                           0, 0, hidden, hidden,       //
                                                           0, 0, 0, hidden,            //
                                                           0, 0, 0, 0}))
      .because("row i is what query i may see: keys 0 .. i")
      .unlike("the causal mask was off by one: a token did not see itself",
              mask_where(4, 4, [](Index i, Index j) { return j < i; }))
      .unlike("the causal mask was off by one: a token saw the one after it",
              mask_where(4, 4, [](Index i, Index j) { return j <= i + 1; }))
      .unlike("the causal mask was inverted: it hid what it should keep",
              mask_where(4, 4, [](Index i, Index j) { return j > i; }))
      .unlike("the causal mask was transposed: it hid the past, not the future",
              mask_where(4, 4, [](Index i, Index j) { return j >= i; }))
      .unlike(not_infinite, hidden_by(-1e9, mask_where(4, 4, [](Index i, Index j) { return j <= i; })))
      .unlike(not_infinite, hidden_by(-1e4, mask_where(4, 4, [](Index i, Index j) { return j <= i; })))
      .unlike("the causal mask was made of 1 and 0, not of 0 and -infinity",
              textbook::map(mask_where(4, 4, [](Index i, Index j) { return j <= i; }),
                            [](double entry) { return entry == 0 ? 1.0 : 0.0; }));
}

// With more keys than queries the queries are the last tokens: the last query sees the last key.
// Input: 2 queries, 5 keys
// Lesson: "Masks"
TEST(CausalMask, AlignsTheEndsOfTheTwoSequences) {
  EXPECT_TENSOR_EQ(causal_mask(2, 5), make_tensor({2, 5}, {0, 0, 0, 0, hidden,  //
                                                           0, 0, 0, 0, 0}))
      .because("a cache holds the keys of earlier tokens; the query of the newest token sees them all")
      .unlike("the causal mask was aligned at the first token, not at the last",
              mask_where(2, 5, [](Index i, Index j) { return j <= i; }))
      .unlike("the causal mask was off by one: a token did not see itself",
              mask_where(2, 5, [](Index i, Index j) { return j < i + 3; }))
      .unlike("the causal mask was off by one: a token saw the one after it",
              mask_where(2, 5, [](Index i, Index j) { return j <= i + 4; }));
}

// With more queries than keys the first queries are older than every key and see nothing.
// Input: 4 queries, 2 keys
// Lesson: "Masks"
TEST(CausalMask, LeavesQueriesOlderThanEveryKeyWithNothing) {
  EXPECT_TENSOR_EQ(causal_mask(4, 2), make_tensor({4, 2}, {hidden, hidden,  //
                                                           hidden, hidden,  //
                                                           0, hidden,       //
                                                           0, 0}))
      .unlike("the causal mask was aligned at the first token, not at the last",
              mask_where(4, 2, [](Index i, Index j) { return j <= i; }));
}

// One token sees itself; no token is a legal sequence; a negative size is none.
// Input: sizes 1 and 1, 0 and 3, 3 and 0, -1 and 2
// Lesson: "Masks"
TEST(CausalMask, WorksForOneTokenAndForNone) {
  EXPECT_TENSOR_EQ(causal_mask(1, 1), make_tensor({1, 1}, {0}));
  EXPECT_SHAPE(causal_mask(0, 3).shape(), {0, 3});
  EXPECT_SHAPE(causal_mask(3, 0).shape(), {3, 0});
  EXPECT_THROWS(causal_mask(-1, 2), std::invalid_argument, "causal_mask", "-1");
}

// Key j of sequence b is kept when j < lengths[b], for every head and every query.
// Input: lengths 2, 0, 3 of 3 keys
// Lesson: "Masks"
TEST(PaddingMask, HidesTheKeysBehindTheEndOfEachSequence) {
  const auto values = [] {
    return std::vector<float>{0,      0,      hidden,  //
                              hidden, hidden, hidden,  //
                              0,      0,      0};
  };
  const std::vector<Index> lengths{2, 0, 3};
  const Tensor mask = padding_mask(lengths, 3);
  EXPECT_SHAPE(mask.shape(), {3, 1, 1, 3})
      .because("sizes of 1 broadcast over heads and queries; the last axis is the keys")
      .unlike("the padding mask hid queries instead of keys", std::string("[3, 1, 3, 1]"))
      .given("lengths", integers_value(lengths));
  EXPECT_TENSOR_EQ(mask, make_tensor({3, 1, 1, 3}, values()))
      .unlike("the padding mask hid queries instead of keys", make_tensor({3, 1, 3, 1}, values()))
      .unlike(not_infinite, hidden_by(-1e9, make_tensor({3, 1, 1, 3}, values())))
      .unlike(not_infinite, hidden_by(-1e4, make_tensor({3, 1, 1, 3}, values())))
      .unlike("the padding mask kept one key too many",
              make_tensor({3, 1, 1, 3}, {0, 0, 0, 0, hidden, hidden, 0, 0, 0}))
      .unlike("the padding mask was inverted: it kept the padding",
              make_tensor({3, 1, 1, 3}, {hidden, hidden, 0, 0, 0, 0, hidden, hidden, hidden}))
      .given("lengths", integers_value(lengths));
}

// A length lies between 0 and the number of keys; a batch may be empty.
// Input: lengths 4 and -1 of 3 keys, no lengths
// Lesson: "Masks"
TEST(PaddingMask, RefusesLengthsThatCannotBe) {
  EXPECT_THROWS(padding_mask({1, 4}, 3), std::invalid_argument, "padding_mask", "4", "3");
  EXPECT_THROWS(padding_mask({-1}, 3), std::invalid_argument, "-1");
  EXPECT_SHAPE(padding_mask({3}, 3).shape(), {1, 1, 1, 3});
  EXPECT_SHAPE(padding_mask({}, 3).shape(), {0, 1, 1, 3});
}

// 0 means "hide"; every other number means "keep", also a negative one or a fraction.
// Input: 1, 0, 0.5, -1, 0, 2 in shape [2, 3]
// Lesson: "Masks"
TEST(MaskFromBoolean, HidesWhereverZeroStands) {
  const Tensor allowed = make_tensor({2, 3}, {1, 0, 0.5F, -1, 0, 2});
  EXPECT_TENSOR_EQ(mask_from_boolean(allowed), make_tensor({2, 3}, {0, hidden, 0, 0, hidden, 0}))
      .given("allowed", allowed);
  EXPECT_TENSOR_EQ(allowed, make_tensor({2, 3}, {1, 0, 0.5F, -1, 0, 2})).because("the input is left as it was");
}

// The result holds zeros and -infinity and never NaN.
// Input: 1, 0, 1 in shape [3]; the same without axes
// Lesson: "Masks"
TEST(MaskFromBoolean, MakesNoNaN) {
  const Tensor allowed = make_tensor({3}, {1, 0, 1});
  EXPECT_TENSOR_EQ(mask_from_boolean(allowed), make_tensor({3}, {0, hidden, 0}))
      .because("0 * infinity is NaN, and one NaN in a row makes the whole row NaN after softmax")
      .unlike("(1 - allowed) was multiplied by -infinity: 0 * infinity is NaN",
              make_tensor({3}, {nan_value, hidden, nan_value}))
      .unlike(not_infinite, make_tensor({3}, {0, -1e9F, 0}))
      .unlike(not_infinite, make_tensor({3}, {0, -1e4F, 0}))
      .unlike("the boolean mask was inverted: it hid what was allowed", make_tensor({3}, {hidden, 0, hidden}))
      .unlike("the booleans were returned as they came, not turned into 0 and -infinity", make_tensor({3}, {1, 0, 1}))
      .given("allowed", allowed);
  EXPECT_TENSOR_EQ(mask_from_boolean(make_tensor({}, {0})), make_tensor({}, {hidden}));
}

// Any strides, and an empty tensor.
// Input: a [2, 3] tensor laid out column by column; shape [0, 4]
// Lesson: "Masks"
TEST(MaskFromBoolean, TakesAnyStridesAndNothingAtAll) {
  const Tensor allowed = make_tensor({2, 3}, {1, 0, 0, 1, 1, 0});
  EXPECT_TENSOR_EQ(mask_from_boolean(strided_copy(allowed)), make_tensor({2, 3}, {0, hidden, hidden, 0, 0, hidden}))
      .given("allowed", allowed);
  EXPECT_SHAPE(mask_from_boolean(make_tensor({0, 4}, {})).shape(), {0, 4});
}

// What either mask hides is hidden; biases add up.
// Input: two masks [2, 3] with zeros, -infinity and finite biases
// Lesson: "Masks"
TEST(CombineMasks, HidesWhatEitherHidesAndAddsBiases) {
  const Tensor a = make_tensor({2, 3}, {0, hidden, 1.5F, hidden, 0, -2});
  const Tensor b = make_tensor({2, 3}, {0, 0, 0.25F, hidden, hidden, -1});
  EXPECT_TENSOR_EQ(combine_masks(a, b), make_tensor({2, 3}, {0, hidden, 1.75F, hidden, hidden, -3}))
      .unlike("the masks were multiplied: 0 * infinity is NaN",
              textbook::combine(a, b, [](double x, double y) { return x * y; }))
      .unlike("the smaller entry was taken: biases no longer add up",
              textbook::combine(a, b, [](double x, double y) { return std::min(x, y); }))
      .unlike("the larger entry was taken: a key was seen when only one of the masks kept it",
              textbook::combine(a, b, [](double x, double y) { return std::max(x, y); }))
      .given("a", a)
      .given("b", b);
}

// A causal mask and a padding mask become one mask for every sequence of the batch.
// Input: [2, 2] causal, [2, 1, 1, 2] padding
// Lesson: "Masks"
TEST(CombineMasks, BroadcastsTheTwoShapes) {
  const Tensor causal = make_tensor({2, 2}, {0, hidden, 0, 0});
  const Tensor padding = make_tensor({2, 1, 1, 2}, {0, 0, 0, hidden});
  const auto both = [] { return make_tensor({2, 1, 2, 2}, {0, hidden, 0, 0, 0, hidden, 0, hidden}); };
  EXPECT_TENSOR_EQ(combine_masks(causal, padding), both()).given("causal", causal).given("padding", padding);
  EXPECT_TENSOR_EQ(combine_masks(strided_copy(padding), causal), both())
      .given("causal", causal)
      .given("padding", padding);
  EXPECT_TENSOR_EQ(combine_masks(make_tensor({}, {0}), causal), causal).given("causal", causal);
  EXPECT_SHAPE(combine_masks(make_tensor({0, 2}, {}), make_tensor({2}, {0, 0})).shape(), {0, 2});
  EXPECT_THROWS(combine_masks(causal, make_tensor({3}, {0, 0, 0})), std::invalid_argument, "[2, 2]", "[3]");
}

// Hiding wins over everything, even over a bias of +infinity.
// Input: -infinity, +infinity and 3e38 in both orders
// Lesson: "Masks"
TEST(CombineMasks, NeverMakesNaNOfInfinities) {
  const Tensor a = make_tensor({4}, {hidden, -hidden, 3e38F, hidden});
  const Tensor b = make_tensor({4}, {-hidden, hidden, hidden, hidden});
  EXPECT_TENSOR_EQ(combine_masks(a, b), make_tensor({4}, {hidden, hidden, hidden, hidden}))
      .because("-infinity + infinity is NaN; a hidden key must stay hidden whatever else is said about it")
      .unlike("the masks were added without a look at infinities: -infinity + infinity is NaN",
              make_tensor({4}, {nan_value, nan_value, hidden, hidden}))
      .given("a", a)
      .given("b", b);
}

// The graph knows it as an addition, so that a learnt bias in a combined mask still receives its gradient.
// Input: [1, 2, 2] learnt bias, [2, 2] causal mask
// Lesson: "Masks"
TEST(CombineMasks, IsAnAdditionForTheGraph) {
  const Recording graph;
  Tensor bias = make_tensor({1, 2, 2}, {0.5F, 1, -1, 2});
  bias.set_requires_grad(true);
  const Tensor causal = make_tensor({2, 2}, {0, hidden, 0, 0});
  const Tensor mask = combine_masks(bias, causal);
  EXPECT_TENSOR_EQ(mask, make_tensor({1, 2, 2}, {0.5F, hidden, -1, 2})).given("bias", bias).given("causal", causal);
  EXPECT_TEXT(graph.last(), "add of [1, 2, 2] [2, 2]")
      .because("its gradient passes through unchanged, like a sum's")
      .unlike("the combined mask was not recorded", std::string("nothing"))
      .unlike("the combined mask was not recorded, only the expand before it", std::string("expand of [1, 2, 2]"));
  EXPECT_TRUTH(graph.reaches(mask, bias), true).because("return what recorded() returns");
}

}  // namespace
