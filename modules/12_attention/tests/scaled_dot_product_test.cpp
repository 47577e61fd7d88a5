#include "attention_calls.hpp"

using namespace gu;
using namespace gu::testing;
using textbook::AttentionFormula;

namespace {

// Three queries, three keys: the example of the lesson, where every weight is a simple fraction.
// Input: query = (2 ln 2, 0, 0, 0), (0, 2 ln 3, 0, 0), (2 ln 2, 2 ln 2, 0, 0); key = (1, 0, 0, 0), (0, 1, 0, 0),
//        (1, 1, 0, 0); value = (10, 0), (0, 10), (5, 5)
// Lesson: "A worked example"
TEST(ScaledDotProduct, ReproducesTheWorkedExample) {
  const AttentionInputs x = lesson_inputs();
  const Attention plain = attend(x);
  EXPECT_TENSOR_NEAR(plain.weights,
                     Array64(Shape{1, 1, 3, 3}, {2. / 5, 1. / 5, 2. / 5, 1. / 7, 3. / 7, 3. / 7, 0.25, 0.25, 0.5}),
                     attention_rounding())
      .because("the first row: exp(ln 2), exp(0), exp(ln 2) are 2, 1, 2, of which the shares are 2/5, 1/5, 2/5")
      .unlike("the scores were not divided by sqrt(head_dim)", expected_weights(x, 0.0, {.scale = 1}))
      .unlike("the scores were divided by head_dim, not by its square root", expected_weights(x, 0.0, {.scale = 0.25}))
      .given("query", x.query)
      .given("key", x.key);
  EXPECT_TENSOR_NEAR(plain.output, Array64(Shape{1, 1, 3, 2}, {6, 4, 25. / 7, 45. / 7, 5, 5}), attention_rounding())
      .because("the output of a query is the sum over the keys of weight times value")
      .given("value", x.value);
  const Tensor causal = make_tensor({3, 3}, {0, hidden, hidden, 0, 0, hidden, 0, 0, 0});
  EXPECT_TENSOR_NEAR(attend(x, {.mask = causal}).output, Array64(Shape{1, 1, 3, 2}, {10, 0, 2.5, 7.5, 5, 5}),
                     attention_rounding())
      .given("causal", causal);
}

// The output is softmax(query key^T / sqrt(head_dim)) value, for every sequence and every head on its own.
// Input: random [2, 3, 5, 4] three times
// Lesson: "The formula"
TEST(ScaledDotProduct, EqualsTheFormula) {
  const AttentionInputs x = random_attention_inputs(1, {2, 3, 5, 4}, {2, 3, 5, 4}, 4);
  EXPECT_TENSOR_NEAR(attend(x).output, expected(x), attention_rounding())
      .unlike("the scores were not divided by sqrt(head_dim)", expected(x, 0.0, {.scale = 1}))
      .unlike("the scores were divided by head_dim, not by its square root", expected(x, 0.0, {.scale = 0.25}))
      .unlike("the scores were divided by the square root of model_dim, not of head_dim",
              expected(x, 0.0, {.scale = 1 / std::sqrt(12.0)}))
      .unlike("the scores were multiplied by sqrt(head_dim)", expected(x, 0.0, {.scale = 2}))
      .unlike("the softmax ran over the queries, not over the keys", expected(x, 0.0, {.softmax_axis = -2}))
      .unlike("the softmax ran over the heads, not over the keys", expected(x, 0.0, {.softmax_axis = 1}))
      .unlike("the output is the value itself: the weights were not used", x.value)
      .unlike("key and value were swapped", textbook::attention(x.query, x.value, x.key))
      .unlike("query and key were swapped", textbook::attention(x.key, x.query, x.value))
      .unlike("the weights were used transposed: the columns weighted the values, not the rows",
              textbook::matmul(textbook::transpose(expected_weights(x)), x.value));
  EXPECT_TENSOR_NEAR(attend(x).weights, expected_weights(x), attention_rounding());
}

// The two sides may differ in length, and values may be wider than keys.
// Input: random query [2, 2, 3, 4], key [2, 2, 6, 4], value [2, 2, 6, 5]; also laid out column by column
// Lesson: "The formula"
TEST(ScaledDotProduct, TakesOtherLengthsWidthsAndStrides) {
  const AttentionInputs x = random_attention_inputs(2, {2, 2, 3, 4}, {2, 2, 6, 4}, 5);
  const Attention result = attend(x);
  EXPECT_SHAPE(result.output.shape(), {2, 2, 3, 5}).because("one output a query, as wide as a value");
  EXPECT_SHAPE(result.weights.shape(), {2, 2, 3, 6}).because("one weight for every query and every key");
  EXPECT_TENSOR_NEAR(result.output, expected(x), attention_rounding());
  const Attention strided = attend({strided_copy(x.query), strided_copy(x.key), strided_copy(x.value)});
  EXPECT_TENSOR_NEAR(strided.output, expected(x), attention_rounding()).because("inputs may have any strides");
}

// The weights of a query are shares: they sum to one.
// Input: random query [2, 2, 3, 8], key [2, 2, 7, 8]
// Lesson: "The formula"
TEST(ScaledDotProduct, WeightsOfAQuerySumToOne) {
  const AttentionInputs x = random_attention_inputs(3, {2, 2, 3, 8}, {2, 2, 7, 8}, 2);
  EXPECT_TENSOR_NEAR(sums_over_keys(attend(x).weights), filled_tensor({2, 2, 3}, 1), attention_rounding())
      .unlike("the softmax ran over the queries, not over the keys",
              sums_over_keys(expected_weights(x, 0.0, {.softmax_axis = -2})));
}

// A mask is added to the scores before the softmax, so that the weights that are left still sum to one.
// Input: random [2, 2, 4, 3] three times, a causal mask [4, 4]
// Lesson: "Masks"
TEST(ScaledDotProduct, AddsTheMaskBeforeTheSoftmax) {
  const AttentionInputs x = random_attention_inputs(4, {2, 2, 4, 3}, {2, 2, 4, 3}, 3);
  const Tensor mask = causal_of_four();
  EXPECT_TENSOR_NEAR(attend(x, {.mask = mask}).output, expected(x, mask), attention_rounding())
      .unlike("the mask was ignored", expected(x, mask, {.mask = AttentionFormula::Mask::ignored}))
      .unlike("the mask was applied after the softmax: the weights that are left no longer sum to one",
              expected(x, mask, {.mask = AttentionFormula::Mask::after_softmax}))
      .unlike("the mask was inverted: hidden keys were seen and kept keys hidden",
              expected(x, mask, {.mask = AttentionFormula::Mask::inverted}))
      .unlike("the mask was transposed: its rows were taken for keys", expected(x, textbook::transpose(mask)))
      .given("mask", mask);
}

// A finite entry is a bias: it makes a key more or less likely.
// Input: random [1, 2, 3, 4], a bias [2, 3, 3] from -2 to 2
// Lesson: "Masks"
TEST(ScaledDotProduct, AddsAFiniteMaskAsABias) {
  const AttentionInputs x = random_attention_inputs(5, {1, 2, 3, 4}, {1, 2, 3, 4}, 2);
  Generator generator = test_generator(50);
  const Tensor bias = random_tensor({2, 3, 3}, generator, -2, 2);
  EXPECT_TENSOR_NEAR(attend(x, {.mask = bias}).output, expected(x, bias), attention_rounding())
      .unlike("the mask was ignored", expected(x))
      .unlike("the mask was added before the division by sqrt(head_dim)",
              expected(x, textbook::map(bias, [](double entry) { return entry / 2; })))
      .unlike("the mask was subtracted", expected(x, textbook::map(bias, std::negate<>())))
      .given("bias", bias);
}

// A mask broadcasts to [batch, heads, queries, keys] from whatever shape it has.
// Input: random [2, 2, 3, 4]; biases of the shapes [], [3], [3, 3], [2, 1, 1, 3], [1, 2, 3, 1], [2, 2, 3, 3]
// Lesson: "Masks"
TEST(ScaledDotProduct, BroadcastsTheMask) {
  const AttentionInputs x = random_attention_inputs(6, {2, 2, 3, 4}, {2, 2, 3, 4}, 2);
  Generator generator = test_generator(60);
  for (const Shape& shape : {Shape{}, Shape{3}, Shape{3, 3}, Shape{1, 2, 3, 1}, Shape{2, 2, 3, 3}}) {
    const Tensor bias = random_tensor(shape, generator, -2, 2);
    EXPECT_TENSOR_NEAR(attend(x, {.mask = strided_copy(bias)}).output, expected(x, bias), attention_rounding())
        .because("a mask of shape " + to_text(shape) + " is stretched to the shape of the scores")
        .given("bias", bias);
  }
  const Tensor padding = make_tensor({2, 1, 1, 3}, {0, 0, hidden, 0, hidden, hidden});
  EXPECT_TENSOR_NEAR(attend(x, {.mask = padding}).output, expected(x, padding), attention_rounding())
      .unlike("the mask was taken for one over queries: it hid rows instead of columns",
              expected(x, textbook::transpose(padding)))
      .given("padding", padding);
}

// A query that sees no key has weights 0 and output 0.
// Input: random [1, 2, 3, 4], a mask whose second row is hidden throughout
// Lesson: "Masks"
TEST(ScaledDotProduct, AQueryThatSeesNothingGivesZeros) {
  const AttentionInputs x = random_attention_inputs(7, {1, 2, 3, 4}, {1, 2, 3, 4}, 4);
  const Tensor mask = make_tensor({3, 3}, {0, 0, hidden, hidden, hidden, hidden, 0, hidden, 0});
  const Attention result = attend(x, {.mask = mask});
  EXPECT_TENSOR_NEAR(result.output, expected(x, mask), attention_rounding())
      .because("softmax of a row of -infinity is 0 / 0; the contract says zeros, so that padding cannot spread NaN")
      .unlike("a query that sees no key got NaN",
              expected(x, mask, {.empty_row = AttentionFormula::EmptyRow::not_a_number}))
      .unlike("a query that sees no key looked at all keys alike",
              expected(x, mask, {.empty_row = AttentionFormula::EmptyRow::uniform}))
      .given("mask", mask);
  EXPECT_TENSOR_NEAR(result.weights, expected_weights(x, mask), attention_rounding()).given("mask", mask);
}

// exp(89) is already too large for float32; scores may be far larger.
// Input: query = (8000, 2, 0, 0), (-8000, 4, 0, 0); key = (1, 0, 0, 0), (1, 1, 0, 0), (1, -1, 0, 0)
// Lesson: "Pitfalls"
TEST(ScaledDotProduct, SurvivesHugeScores) {
  const AttentionInputs x{make_tensor({1, 1, 2, 4}, {8000, 2, 0, 0, -8000, 4, 0, 0}),
                          make_tensor({1, 1, 3, 4}, {1, 0, 0, 0, 1, 1, 0, 0, 1, -1, 0, 0}),
                          make_tensor({1, 1, 3, 2}, {1, -1, 2, 3, -4, 5})};
  EXPECT_TENSOR_NEAR(attend(x).output, expected(x), attention_rounding())
      .because("the scores are 4000, 4001, 3999 and -4000, -3998, -4002: less their largest, they are harmless")
      .unlike("the softmax did not subtract the maximum: exp overflowed", expected(x, 0.0, {.shift_by_maximum = false}))
      .given("query", x.query)
      .given("value", x.value);
}

// Adding one number to all scores of a query changes none of its weights.
// Input: random [1, 2, 4, 3]; a bias of 64 for query 0, -64 for query 1, 0.5 for query 2, 0 for query 3
// Lesson: "The formula"
TEST(ScaledDotProduct, ShiftingAllScoresOfAQueryChangesNothing) {
  const AttentionInputs x = random_attention_inputs(9, {1, 2, 4, 3}, {1, 2, 5, 3}, 3);
  const Tensor shifts = make_tensor({4, 1}, {64, -64, 0.5F, 0});
  EXPECT_TENSOR_NEAR(attend(x, {.mask = shifts}).output, expected(x), tolerance(1e-4, "scores near 64 in float32"))
      .because("exp(s + c) / sum exp(s + c) = exp(s) / sum exp(s)")
      .given("shifts", shifts);
}

// A temperature above 1 flattens, one below 1 sharpens; it divides the scores with the mask already in them.
// Input: random [1, 2, 3, 5], a bias, temperatures 0.5 and 4
// Lesson: "Temperature"
TEST(ScaledDotProduct, TemperatureDividesScoresAndMask) {
  const AttentionInputs x = random_attention_inputs(10, {1, 2, 3, 5}, {1, 2, 3, 5}, 2);
  const Tensor bias = make_tensor({3, 3}, {1, hidden, -1, 0.5F, 2, -2, 0, 1, 3});
  for (const double temperature : {0.5, 4.0}) {
    const auto biased_late = [&] { return textbook::map(bias, [&](double entry) { return entry * temperature; }); };
    EXPECT_TENSOR_NEAR(attend(x, {.mask = bias, .temperature = static_cast<float>(temperature)}).output,
                       expected(x, bias, {.temperature = temperature}), attention_rounding())
        .unlike("the temperature was ignored", expected(x, bias))
        .unlike("the scores were multiplied by the temperature", expected(x, bias, {.temperature = 1 / temperature}))
        .unlike("the temperature divided the scores before the mask was added",
                expected(x, biased_late(), {.temperature = temperature}))
        .given("temperature", Value(temperature))
        .given("bias", bias);
  }
}

// Changing what comes later changes nothing that came before.
// Input: random [1, 2, 4, 3] under a causal mask; then other keys and values for the last token
// Lesson: "Masks"
TEST(ScaledDotProduct, UnderACausalMaskTheFutureHasNoInfluence) {
  const AttentionInputs x = random_attention_inputs(11, {1, 2, 4, 3}, {1, 2, 4, 3}, 3);
  const auto with_last_token = [](const Array64& tensor, double value) { return with_token(tensor, 3, value); };
  const AttentionInputs changed{x.query, with_last_token(x.key, 1000), with_last_token(x.value, 1000)};
  const AttentionOptions options{.mask = causal_of_four()};
  // The last query may see the change; the others may not.
  EXPECT_TENSORS_AGREE(with_last_token(attend(changed, options).output, 0),
                       with_last_token(attend(x, options).output, 0), exactly())
      .because("a hidden key has weight 0 exactly, and 0 times anything finite is 0")
      .given("mask", options.mask);
}

// Attention knows no order: exchanging queries exchanges outputs, exchanging keys with their values changes nothing.
// Input: random [1, 2, 4, 3]; rows 2 0 3 1 of the queries, of keys and values
// Lesson: "What attention does not know"
TEST(ScaledDotProduct, FollowsAPermutationOfTheQueriesAndIgnoresOneOfTheKeys) {
  const AttentionInputs x = random_attention_inputs(12, {1, 2, 4, 3}, {1, 2, 4, 3}, 3);
  const auto shuffled = [](const Array64& tensor) { return with_tokens_in_order(tensor, {2, 0, 3, 1}); };
  EXPECT_TENSOR_NEAR(attend({shuffled(x.query), x.key, x.value}).output, shuffled(to_tensor(expected(x))),
                     attention_rounding());
  EXPECT_TENSOR_NEAR(attend({x.query, shuffled(x.key), shuffled(x.value)}).output, expected(x), attention_rounding())
      .because("a sum over keys does not depend on their order");
}

// With one key there is nothing to choose: every query gets that value, whatever the scores are.
// Input: random query [2, 2, 3, 4], key and value [2, 2, 1, 4]; equal keys: value (1, 2), (3, 6)
// Lesson: "What attention does not know"
TEST(ScaledDotProduct, OneKeyGivesItsValueAndEqualKeysGiveTheMean) {
  const AttentionInputs x = random_attention_inputs(13, {2, 2, 3, 4}, {2, 2, 1, 4}, 4);
  EXPECT_TENSOR_NEAR(attend(x).output, textbook::combine(Array64(Shape{2, 2, 3, 4}), x.value, std::plus<>()),
                     attention_rounding())
      .given("value", x.value);
  const AttentionInputs equal{make_tensor({1, 1, 1, 2}, {5, -3}), filled_tensor({1, 1, 2, 2}, 0.5F),
                              make_tensor({1, 1, 2, 2}, {1, 2, 3, 6})};
  EXPECT_TENSOR_NEAR(attend(equal).output, make_tensor({1, 1, 1, 2}, {2, 4}), attention_rounding())
      .because("equal keys have equal weights, so the output is the mean of the values")
      .given("value", equal.value);
}

// No keys, no queries, no sequences: legal, and without NaN.
// Input: key [1, 2, 0, 3], query [1, 2, 0, 3], batch 0
// Lesson: "Pitfalls"
TEST(ScaledDotProduct, WorksOnNothing) {
  const Attention no_keys = attend(random_attention_inputs(14, {1, 2, 2, 3}, {1, 2, 0, 3}, 3));
  EXPECT_TENSOR_EQ(no_keys.output, filled_tensor({1, 2, 2, 3}, 0)).because("a sum over no keys is 0");
  EXPECT_SHAPE(no_keys.weights.shape(), {1, 2, 2, 0});
  EXPECT_SHAPE(attend(random_attention_inputs(15, {1, 2, 0, 3}, {1, 2, 4, 3}, 3)).output.shape(), {1, 2, 0, 3});
  EXPECT_SHAPE(attend(random_attention_inputs(16, {0, 2, 4, 3}, {0, 2, 4, 3}, 3)).output.shape(), {0, 2, 4, 3});
}

// Dropout leaves out weights, and lets the others grow by 1 / (1 - p).
// Input: random [2, 2, 4, 3], a causal mask, p = 0.25, a generator of its own
// Lesson: "Dropout"
TEST(ScaledDotProduct, DropoutLeavesOutWeightsAndRescalesTheOthers) {
  const AttentionInputs x = random_attention_inputs(17, {2, 2, 4, 3}, {2, 2, 4, 3}, 3);
  const Tensor mask = causal_of_four();
  const auto kept = [](Index width = 4) { return dropout_factors({2, 2, 4, width}, 170, 0.25F); };
  const auto with = [&](const std::function<double(double)>& change) {
    return expected(x, mask, {.kept = textbook::map(kept(), change)});
  };
  const auto on_scores = [&] {
    return textbook::combine(kept(), mask,
                             [](double factor, double entry) { return factor == 0 ? double{hidden} : entry; });
  };
  const auto drawn_for_seen = [&] {
    Generator drawn = test_generator(170);
    return textbook::map(expected_weights(x, mask),
                         [&](double weight) { return weight == 0 || drawn.uniform() < 0.25F ? 0 : 1 / 0.75; });
  };
  const auto bits_after_the_draws = [&] {
    Generator drawn = test_generator(170);
    dropout_factors({2, 2, 4, 4}, drawn, 0.25F);
    return std::vector<std::uint32_t>{drawn.bits(), drawn.bits()};
  };
  Generator generator = test_generator(170);
  const Attention result = attend(x, {.mask = mask, .dropout = 0.25F, .generator = &generator});
  EXPECT_TENSOR_NEAR(result.output, expected(x, mask, {.kept = kept()}), attention_rounding())
      .unlike("the dropout was ignored", expected(x, mask))
      .unlike("the weights that survived dropout were not rescaled by 1 / (1 - p)",
              with([](double factor) { return factor == 0 ? 0 : 1; }))
      .unlike("the weights were kept with probability p, not left out with it",
              with([](double factor) { return factor == 0 ? 1 / 0.75 : 0; }))
      .unlike("the dropout was applied after the multiplication with the values",
              textbook::combine(expected(x, mask), kept(3), std::multiplies<>()))
      .unlike("the dropout was applied before the softmax, which shares out what was left out",
              expected(x, on_scores()))
      .given("mask", mask);
  EXPECT_TENSOR_NEAR(result.kept, kept(), attention_rounding())
      .because("the backward pass needs the factors that were drawn")
      .unlike("no number was drawn for weights that are hidden", drawn_for_seen());
  EXPECT_TENSOR_NEAR(result.weights, expected_weights(x, mask), attention_rounding())
      .because("these are before dropout")
      .unlike("the weights were returned with the dropout in them",
              textbook::combine(expected_weights(x, mask), kept(), std::multiplies<>()));
  EXPECT_COUNT(generator.bits(), bits_after_the_draws()[0]).because("one draw for every weight, hidden ones too");
  EXPECT_TRUTH(attend(x, {.generator = &generator}).kept.defined(), false);
  EXPECT_COUNT(generator.bits(), bits_after_the_draws()[1]).because("without dropout nothing is drawn");
}

// The result is one operation of the graph, computed from query, key, value and mask.
// Input: random [1, 1, 2, 3]; a learnt bias [2, 2]
// Lesson: "The backward pass"
TEST(ScaledDotProduct, IsOneOperationOfTheGraph) {
  const Recording graph;
  AttentionInputs x = random_attention_inputs(19, {1, 1, 2, 3}, {1, 1, 2, 3}, 3);
  Tensor bias = filled_tensor({2, 2}, 0.5F);
  for (Tensor* tensor : {&x.query, &x.key, &x.value, &bias}) tensor->set_requires_grad(true);
  const Attention result = attend(x, {.mask = bias});
  EXPECT_TEXT(graph.last(), "scaled_dot_product_attention of [1, 1, 2, 3] [1, 1, 2, 3] [1, 1, 2, 3] [2, 2]")
      .because("recorded_with() of query, key, value and mask is the last that is recorded")
      .unlike("attention itself was not recorded", std::string("nothing"))
      .unlike("attention itself was not recorded, only the expand of the mask", std::string("expand of [2, 2]"));
  for (const Tensor* tensor : {&x.query, &x.key, &x.value, &bias}) {
    EXPECT_TRUTH(graph.reaches(result.output, *tensor), true).because("else no gradient arrives there");
  }
  EXPECT_TRUTH(result.weights.requires_grad(), false).because("the weights are for looking at");
}

// What the backward answers with goes to query, key, value and mask: the gradients of attention_backward, in this order.
// Input: random query [1, 2, 3, 4], key [1, 2, 5, 4], value_dim 2; a learnt bias [3, 5], temperature 2; dropout 0.5; no mask
// Lesson: "The backward pass"
TEST(ScaledDotProduct, HandsItsGradientsToTheGraph) {
  const AttentionInputs x = random_attention_inputs(23, {1, 2, 3, 4}, {1, 2, 5, 4}, 2);
  Generator generator = test_generator(24);
  const Tensor bias = random_tensor({3, 5}, generator);
  const std::string needs =
      "refused: attention_backward: expected dropout factors exactly where there was dropout; given ";
  const std::string without_options = "the backward was handed the mask alone: temperature and dropout were forgotten";
  EXPECT_TEXT(gradients_handed_on(x, {.mask = bias, .temperature = 2}), "query, key, value, mask")
      .because("the graph hands the gradients to the inputs of the operation one by one, in the order of recorded_with")
      .unlike("the backward answered with the key's gradient first", std::string("key, query, value, mask"))
      .unlike("the backward answered with no gradients at all", std::string("nothing, nothing, nothing, nothing"))
      .unlike(without_options, std::string("query without temperature, key without temperature, value, mask without "
                                           "temperature"));
  EXPECT_TEXT(gradients_handed_on(x, {.dropout = 0.5F, .generator = &generator}), "query, key, value, nothing")
      .because("the backward needs the options and the factors of this very call; nobody asked for a mask's gradient")
      .unlike("the backward was handed the result as it was before dropout had drawn its factors",
              needs + "false with dropout 0.500000")
      .unlike(without_options, needs + "true with dropout 0.000000");
}

// Shapes that do not fit are refused, and the message names them.
// Input: one wrong thing each time; a valid neighbour
// Lesson: "The formula"
TEST(ScaledDotProduct, RefusesWhatDoesNotFit) {
  const AttentionInputs x = random_attention_inputs(20, {2, 2, 3, 4}, {2, 2, 5, 4}, 4);
  const Tensor other = filled_tensor({2, 2, 5, 3}, 0);
  EXPECT_SHAPE(attend(x).output.shape(), {2, 2, 3, 4});
  EXPECT_THROWS(attend({x.query, other, x.value}), std::invalid_argument, "head_dim", "[2, 2, 3, 4]", "[2, 2, 5, 3]");
  EXPECT_THROWS(attend({x.query, x.key, x.query}), std::invalid_argument, "a value for every key");
  EXPECT_THROWS(attend({filled_tensor({3, 4}, 0), x.key, x.value}), std::invalid_argument, "[3, 4]");
  EXPECT_THROWS(attend(x, {.mask = filled_tensor({3, 4}, 0)}), std::invalid_argument, "[3, 4]", "[2, 2, 3, 5]");
  EXPECT_THROWS(attend(x, {.temperature = 0}), std::invalid_argument, "temperature");
  EXPECT_THROWS(attend(x, {.dropout = 1}), std::invalid_argument, "dropout");
  EXPECT_THROWS(attend(x, {.dropout = 0.5F}), std::invalid_argument, "generator");
}

// Work grows as the square of the number of tokens: each query meets each key, feature by feature.
// Input: 16, 32, 64 tokens, head_dim 8, counted element accesses
// Lesson: "What it costs"
TEST(ScaledDotProduct, WorkGrowsAsTheSquareOfTheTokens) {
  if (!checked_build) GTEST_SKIP() << "element accesses are counted in checked builds only";
  const auto accesses = [](Index tokens) {
    const AttentionInputs x = random_attention_inputs(21, {1, 1, tokens, 8}, {1, 1, tokens, 8}, 8);
    const AccessScope scope;
    attend(x);
    return scope.accesses();
  };
  EXPECT_BETWEEN(fitted_exponent({16, 32, 64}, accesses), 1.95, 2.05)
      .because("twice the tokens, four times the pairs of a query and a key")
      .unlike("the sum under the softmax was computed again for every key: n^3", 3.0);
  const double accesses_for_each_pair_of_64_tokens = static_cast<double>(accesses(64)) / (64 * 64);
  EXPECT_BETWEEN(accesses_for_each_pair_of_64_tokens, 16, 128)
      .because("each pair touches 8 features for its score and 8 for the output, a few times each");
}

// The lesson's table: the weights take 4 bytes for every query and every key, and at the peak the scores lie beside them.
// Input: one head, head_dim 1, counted bytes: 128, 256, 512 tokens; of 1024 and of 2048 tokens the first 8 queries
// Lesson: "What it costs"
TEST(ScaledDotProduct, TakesTheBytesOfTheTable) {
  constexpr Index kibi = 1024;
  for (const auto& [n, kibibytes] : std::vector<std::pair<Index, Index>>{{128, 64}, {256, 256}, {512, 1024}}) {
    const AttentionBytes bytes = attention_bytes(n, n);
    const auto matrix = static_cast<double>(kibibytes * kibi);
    EXPECT_COUNT(bytes.kept, matrix).because("twice the tokens, four times the bytes");
    EXPECT_BETWEEN(bytes.peak, matrix, 2 * matrix + 3 * 4 * static_cast<double>(n) + 4)
        .because("scores and weights at once, and a transposed copy or two: no third matrix");
  }
  EXPECT_COUNT(128 * attention_bytes(8, 1024).kept, 4 * kibi * kibi).because("128 times the rows of 8 queries");
  const Index kept = 256 * attention_bytes(8, 2048).kept;
  EXPECT_COUNT(kept, 16 * kibi * kibi).because("256 times the rows of 8 queries");
  EXPECT_COUNT(96 * kept, 1536 * kibi * kibi).because("96 layers of one head: 1.5 GiB");
  EXPECT_COUNT(Index{96} * 96 * kept, 144 * kibi * kibi * kibi).because("96 layers of 96 heads: 144 GiB");
}

// A graph keeps the weights for the backward pass, and nothing else that grows as n^2.
// Input: 32, 64, 96 tokens, one head, head_dim 1, a query that wants a gradient
// Lesson: "What it costs"
TEST(ScaledDotProduct, TheGraphKeepsTheWeightsOnly) {
  // a n^2 + b n + c at three equally spaced n: the second difference is 2 a 32^2.
  const auto kept = [](Index tokens) { return attention_bytes(tokens, tokens, true).kept; };
  const Index difference = kept(96) - 2 * kept(64) + kept(32);
  const double bytes_for_each_pair = static_cast<double>(difference) / (2 * 32 * 32);
  EXPECT_SCALAR_NEAR(bytes_for_each_pair, 4, exactly())
      .because("4 bytes a pair: softmax is undone from its result, so the scores need not be kept")
      .unlike("the scores were kept beside the weights: twice the memory", 8.0);
}

}  // namespace
