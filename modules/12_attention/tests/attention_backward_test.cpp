#include "attention_backward_calls.hpp"
#include "gu/autograd.hpp"
#include "gu/testing/finite_differences.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// The example of the lesson, backwards: the loss is the first number of the first output.
// Input: query, key, value of the lesson's table; output gradient (1, 0), (0, 0), (0, 0)
// Lesson: "The backward pass"
TEST(AttentionBackward, ReproducesTheWorkedExample) {
  const BackwardInputs x{lesson_inputs(), make_tensor({1, 1, 3, 2}, {1, 0, 0, 0, 0, 0})};
  const Shape scores{3, 3};
  const AttentionGradients gradients = differentiate(x, {.mask = filled_tensor(scores, 0)}, {}, &scores);
  EXPECT_TENSOR_NEAR(gradients.value, make_tensor({1, 1, 3, 2}, {0.4F, 0, 0.2F, 0, 0.4F, 0}),
                     attention_backward_rounding())
      .because("output 0 is 2/5, 1/5 and 2/5 of the values")
      .given("output gradient", x.output_gradient);
  EXPECT_TENSOR_NEAR(gradients.mask, make_tensor({3, 3}, {1.6F, -1.2F, -0.4F, 0, 0, 0, 0, 0, 0}),
                     attention_backward_rounding())
      .because("by the weights it is 10, 0, 5; their mean under the weights is 6; so 2/5 * 4, 1/5 * -6, 2/5 * -1")
      .unlike("the Jacobian of softmax was forgotten: the mean of the row was not subtracted",
              make_tensor({3, 3}, {4, 0, 2, 0, 0, 0, 0, 0, 0}))
      .given("value", x.value);
  EXPECT_TENSOR_NEAR(gradients.query, make_tensor({1, 1, 3, 4}, {0.6F, -0.8F, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}),
                     attention_backward_rounding())
      .because("(1.6 k0 - 1.2 k1 - 0.4 k2) / 2")
      .given("key", x.key);
}

// The gradients are the derivatives of the formula, which float64 differences confirm.
// Input: random query [1, 2, 3, 2], key [1, 2, 4, 2], value [1, 2, 4, 3], a finite mask [3, 4]
// Lesson: "The backward pass"
TEST(AttentionBackward, EqualsFiniteDifferencesOfTheFormula) {
  const BackwardInputs x = random_inputs(1, {1, 2, 3, 2}, {1, 2, 4, 2}, 3);
  Generator generator = test_generator(2);
  const Tensor mask = random_tensor({3, 4}, generator);
  const Shape mask_shape = mask.shape();
  const AttentionGradients gradients = differentiate(x, {.mask = mask}, {}, &mask_shape);
  const auto by_query = [&](const Array64& query) { return textbook::attention(query, x.key, x.value, mask); };
  const auto by_key = [&](const Array64& key) { return textbook::attention(x.query, key, x.value, mask); };
  const auto by_value = [&](const Array64& value) { return textbook::attention(x.query, x.key, value, mask); };
  const auto by_mask = [&](const Array64& bias) { return textbook::attention(x.query, x.key, x.value, bias); };
  EXPECT_TENSOR_NEAR(gradients.value, finite_differences(by_value, x.value, x.output_gradient),
                     attention_backward_rounding());
  EXPECT_TENSOR_NEAR(gradients.mask, finite_differences(by_mask, mask, x.output_gradient),
                     attention_backward_rounding())
      .because("the mask is added to every batch's and every head's scores, so their gradients add up in it")
      .unlike("the mask gradient was overwritten by each batch and head, not summed over them",
              finite_differences(
                  [&](const Array64& bias) {
                    Array64 second_head(Shape{2, 3, 4});
                    for (std::size_t i = 0; i < 12; ++i) {
                      second_head.values[i] = Array64(mask).values[i];
                      second_head.values[12 + i] = bias.values[i];
                    }
                    return by_mask(second_head);
                  },
                  mask, x.output_gradient));
  EXPECT_TENSOR_NEAR(gradients.query, finite_differences(by_query, x.query, x.output_gradient),
                     attention_backward_rounding());
  EXPECT_TENSOR_NEAR(gradients.key, finite_differences(by_key, x.key, x.output_gradient),
                     attention_backward_rounding());
}

// The query's gradient comes through the softmax, whose Jacobian couples all keys of a row, and through the scale.
// Input: random [2, 2, 4, 3] three times
// Lesson: "The backward pass"
TEST(AttentionBackward, QueryGradientGoesThroughTheJacobianOfSoftmax) {
  const BackwardInputs x = random_inputs(3, {2, 2, 4, 3}, {2, 2, 4, 3}, 3);
  EXPECT_TENSOR_NEAR(differentiate(x).query, textbook_gradients(x).query, attention_backward_rounding())
      .because("d score_j = w_j (d w_j - sum_l w_l d w_l): to raise one weight is to lower the others")
      .unlike("the Jacobian of softmax was forgotten: the mean of the row was not subtracted",
              textbook_gradients(x, 0.0, {}, {.softmax_jacobian = false}).query)
      .unlike("the softmax was taken for the identity on the way back: its weights were not multiplied",
              [&] {
                const Array64 by_weight = textbook::matmul(x.output_gradient, textbook::transpose(x.value));
                return textbook::map(textbook::matmul(by_weight, x.key),
                                     [](double entry) { return entry / std::sqrt(3.0); });
              }())
      .unlike("the factor 1 / sqrt(head_dim) was forgotten on the way back",
              textbook_gradients(x, 0.0, {}, {.scaled = false}).query)
      .unlike("the gradients of query and key were swapped", textbook_gradients(x).key);
}

// The key's gradient is a sum over all queries that looked at it.
// Input: random [2, 2, 4, 3] three times
// Lesson: "The backward pass"
TEST(AttentionBackward, KeyGradientSumsOverTheQueries) {
  const BackwardInputs x = random_inputs(4, {2, 2, 4, 3}, {2, 2, 4, 3}, 3);
  EXPECT_TENSOR_NEAR(differentiate(x).key, textbook_gradients(x).key, attention_backward_rounding())
      .unlike("the key gradient was overwritten by each query, not summed over them",
              textbook_gradients(only_query(x, 3)).key)
      .unlike("the Jacobian of softmax was forgotten: the mean of the row was not subtracted",
              textbook_gradients(x, 0.0, {}, {.softmax_jacobian = false}).key)
      .unlike("the factor 1 / sqrt(head_dim) was forgotten on the way back",
              textbook_gradients(x, 0.0, {}, {.scaled = false}).key)
      .unlike("the gradients of query and key were swapped", textbook_gradients(x).query);
}

// The value's gradient is weights^T times the output's gradient.
// Input: random [2, 2, 4, 3] three times
// Lesson: "The backward pass"
TEST(AttentionBackward, ValueGradientUsesTheTransposedWeights) {
  const BackwardInputs x = random_inputs(5, {2, 2, 4, 3}, {2, 2, 4, 3}, 3);
  EXPECT_TENSOR_NEAR(differentiate(x).value, textbook_gradients(x).value, attention_backward_rounding())
      .because(
          "value j went into output i with weight (i, j), so output i's gradient comes back to it with that weight")
      .unlike("the value gradient used the weights without transposing them",
              textbook_gradients(x, 0.0, {}, {.weights_transposed = false}).value)
      .unlike("the value gradient was overwritten by each query, not summed over them",
              textbook_gradients(only_query(x, 3)).value)
      .unlike("the value gradient is the output gradient: the weights were not used", x.output_gradient);
}

// What already stands in the gradients stays: the new gradient is added.
// Input: random [1, 2, 3, 2]; gradients that begin at 1, 2, 3 and, for the mask, 4
// Lesson: "The backward pass"
TEST(AttentionBackward, AddsToWhatIsThere) {
  const BackwardInputs x = random_inputs(6, {1, 2, 3, 2}, {1, 2, 3, 2}, 2);
  const AttentionOptions options{.mask = filled_tensor({3, 3}, 0.5F)};
  AttentionGradients gradients{filled_tensor({1, 2, 3, 2}, 1), filled_tensor({1, 2, 3, 2}, 2),
                               filled_tensor({1, 2, 3, 2}, 3), filled_tensor({3, 3}, 4)};
  attention_backward(x.query, x.key, x.value, options, forward(x, options), x.output_gradient, gradients);
  const auto alone = [&] { return textbook_gradients(x, options.mask); };
  const auto plus = [](const Array64& gradient, double start) {
    return textbook::map(gradient, [start](double entry) { return entry + start; });
  };
  const std::string overwritten = "the gradients overwrote what was there instead of adding to it";
  EXPECT_TENSOR_NEAR(gradients.query, plus(alone().query, 1), attention_backward_rounding())
      .unlike(overwritten, alone().query);
  EXPECT_TENSOR_NEAR(gradients.key, plus(alone().key, 2), attention_backward_rounding())
      .unlike(overwritten, alone().key);
  EXPECT_TENSOR_NEAR(gradients.value, plus(alone().value, 3), attention_backward_rounding())
      .because("a tensor used twice receives two gradients, and the second must not wipe out the first")
      .unlike(overwritten, alone().value);
  EXPECT_TENSOR_NEAR(gradients.mask, plus(alone().mask, 4), attention_backward_rounding())
      .unlike(overwritten, alone().mask);
}

// A learnt bias of any shape that broadcasts gets a gradient of its own shape.
// Input: random [2, 2, 3, 2]; biases of the shapes [3], [2, 1, 1, 3], [2, 3, 1], [2, 2, 3, 3]
// Lesson: "The backward pass"
TEST(AttentionBackward, MaskGradientHasTheShapeOfTheMask) {
  const BackwardInputs x = random_inputs(7, {2, 2, 3, 2}, {2, 2, 3, 2}, 2);
  Generator generator = test_generator(70);
  for (const Shape& shape : {Shape{3}, Shape{2, 1, 1, 3}, Shape{2, 3, 1}, Shape{2, 2, 3, 3}}) {
    const Tensor mask = random_tensor(shape, generator);
    EXPECT_TENSOR_NEAR(differentiate(x, {.mask = mask}, {}, &shape).mask, textbook_gradients(x, mask).mask,
                       attention_backward_rounding())
        .because("the gradient is summed over every axis along which the mask was stretched")
        .given("mask", mask);
  }
  EXPECT_TRUTH(differentiate(x).mask.defined(), false).because("nobody asked for it");
}

// A hidden key receives no gradient, and a query that sees nothing gives and receives none.
// Input: random [1, 2, 3, 2]; key 2 hidden from all, query 1 sees nothing
// Lesson: "Masks"
TEST(AttentionBackward, HiddenKeysAndBlindQueriesReceiveNothing) {
  const BackwardInputs x = random_inputs(8, {1, 2, 3, 2}, {1, 2, 3, 2}, 2);
  const Tensor mask = make_tensor({3, 3}, {0, 0, hidden, hidden, hidden, hidden, 0, 0, hidden});
  const Shape shape = mask.shape();
  const AttentionGradients gradients = differentiate(x, {.mask = mask}, {}, &shape);
  const auto wanted = [&] { return textbook_gradients(x, mask); };
  EXPECT_TENSOR_NEAR(gradients.query, wanted().query, attention_backward_rounding())
      .because("zeros for query 1, and no NaN")
      .given("mask", mask);
  EXPECT_TENSOR_NEAR(gradients.key, wanted().key, attention_backward_rounding())
      .because("zeros for key 2")
      .given("mask", mask);
  EXPECT_TENSOR_NEAR(gradients.value, wanted().value, attention_backward_rounding()).given("mask", mask);
  EXPECT_TENSOR_NEAR(gradients.mask, wanted().mask, attention_backward_rounding()).given("mask", mask);
  const double by_hidden_key_2 = gradients.key(0, 1, 2, 0);
  EXPECT_SCALAR_NEAR(by_hidden_key_2, 0, exactly()).given("mask", mask);
}

// Shifting all scores of a query changes nothing, so the gradients by its scores sum to zero.
// Input: random [1, 2, 3, 2], key [1, 2, 5, 2]; the gradient of a mask [1, 2, 3, 1]
// Lesson: "The backward pass"
TEST(AttentionBackward, GradientsByTheScoresOfAQuerySumToZero) {
  const BackwardInputs x = random_inputs(9, {1, 2, 3, 2}, {1, 2, 5, 2}, 2);
  const Shape shape{1, 2, 3, 1};
  const Tensor shift = filled_tensor(shape, 0);
  EXPECT_TENSOR_NEAR(differentiate(x, {.mask = shift}, {}, &shape).mask, filled_tensor(shape, 0),
                     attention_backward_rounding())
      .unlike("the Jacobian of softmax was forgotten: the mean of the row was not subtracted",
              textbook_gradients(x, shift, {}, {.softmax_jacobian = false}).mask);
}

// The temperature divides the gradients of the scores, too.
// Input: random [1, 2, 3, 2], temperature 0.5, a bias [3, 3]
// Lesson: "Temperature"
TEST(AttentionBackward, DividesByTheTemperature) {
  const BackwardInputs x = random_inputs(10, {1, 2, 3, 2}, {1, 2, 3, 2}, 2);
  const Tensor mask = make_tensor({3, 3}, {1, 0, -1, 0.5F, 1, -0.5F, 0, 1, 2});
  const Shape shape = mask.shape();
  const AttentionGradients gradients = differentiate(x, {.mask = mask, .temperature = 0.5F}, {}, &shape);
  const auto wanted = [&] { return textbook_gradients(x, mask, {.temperature = 0.5}); };
  const auto forgotten = [&] {
    return textbook_gradients(x, mask, {.temperature = 0.5}, {.divided_by_temperature = false});
  };
  const std::string sentence = "the temperature was forgotten on the way back";
  EXPECT_TENSOR_NEAR(gradients.query, wanted().query, attention_backward_rounding())
      .unlike(sentence, forgotten().query);
  EXPECT_TENSOR_NEAR(gradients.key, wanted().key, attention_backward_rounding()).unlike(sentence, forgotten().key);
  EXPECT_TENSOR_NEAR(gradients.mask, wanted().mask, attention_backward_rounding())
      .because("the mask was added before the division")
      .unlike(sentence, forgotten().mask)
      .unlike("the mask gradient was multiplied by 1 / sqrt(head_dim), which the mask never saw",
              textbook::map(wanted().mask, [](double entry) { return entry / std::sqrt(2.0); }))
      .given("mask", mask);
}

// A weight that dropout left out passes nothing back; the others pass 1 / (1 - p) times as much.
// Input: random [1, 2, 3, 2], factors 0 and 2
// Lesson: "Dropout"
TEST(AttentionBackward, UsesTheDropoutFactorsOfTheForwardPass) {
  const BackwardInputs x = random_inputs(11, {1, 2, 3, 2}, {1, 2, 3, 2}, 2);
  const Tensor kept = make_tensor({1, 2, 3, 3}, {2, 0, 2, 0, 2, 2, 2, 2, 0, 0, 0, 2, 2, 2, 2, 2, 0, 2});
  const AttentionGradients gradients = differentiate(x, {.dropout = 0.5F}, kept);
  const auto wanted = [&] { return textbook_gradients(x, 0.0, {.kept = kept}); };
  const auto ignored = [&] { return textbook_gradients(x); };
  const auto at_dropped = [&] { return textbook_gradients(x, 0.0, {.kept = kept}, {.jacobian_of_dropped = true}); };
  const std::string sentence = "the dropout factors of the forward pass were ignored";
  const std::string dropped = "the Jacobian of softmax was taken at the weights that dropout left";
  EXPECT_TENSOR_NEAR(gradients.query, wanted().query, attention_backward_rounding())
      .because("dropout comes after the softmax: the Jacobian is that of the weights before it")
      .unlike(sentence, ignored().query)
      .unlike(dropped, at_dropped().query)
      .given("kept", kept);
  EXPECT_TENSOR_NEAR(gradients.key, wanted().key, attention_backward_rounding())
      .unlike(sentence, ignored().key)
      .unlike(dropped, at_dropped().key)
      .given("kept", kept);
  EXPECT_TENSOR_NEAR(gradients.value, wanted().value, attention_backward_rounding()).unlike(sentence, ignored().value);
}

// Other lengths, other widths, any strides.
// Input: random query [2, 1, 2, 3], key [2, 1, 5, 3], value [2, 1, 5, 4], laid out column by column; one token; none
// Lesson: "The backward pass"
TEST(AttentionBackward, TakesOtherLengthsWidthsAndStrides) {
  const BackwardInputs x = random_inputs(12, {2, 1, 2, 3}, {2, 1, 5, 3}, 4);
  const auto wanted = [&] { return textbook_gradients(x); };
  const BackwardInputs strided{{strided_copy(x.query), strided_copy(x.key), strided_copy(x.value)},
                               strided_copy(x.output_gradient)};
  const AttentionGradients gradients = differentiate(strided);
  EXPECT_TENSOR_NEAR(gradients.query, wanted().query, attention_backward_rounding());
  EXPECT_TENSOR_NEAR(gradients.key, wanted().key, attention_backward_rounding());
  EXPECT_TENSOR_NEAR(gradients.value, wanted().value, attention_backward_rounding());
  const BackwardInputs one = random_inputs(13, {1, 1, 1, 2}, {1, 1, 1, 2}, 2);
  EXPECT_TENSOR_NEAR(differentiate(one).value, one.output_gradient, attention_backward_rounding())
      .because("the only weight is 1");
  EXPECT_TENSOR_NEAR(differentiate(one).query, filled_tensor({1, 1, 1, 2}, 0), attention_backward_rounding());
  const BackwardInputs no_keys = random_inputs(14, {1, 1, 2, 2}, {1, 1, 0, 2}, 2);
  EXPECT_TENSOR_EQ(differentiate(no_keys).query, filled_tensor({1, 1, 2, 2}, 0));
}

/// Runs the backward pass on `tokens` tokens of one head and returns what `measure` says of it.
template <class Scope, class Measure>
Index measured(Index tokens, Measure measure) {
  Generator generator = test_generator(15);
  const auto random = [&] { return random_tensor({1, 1, tokens, 4}, generator); };
  const BackwardInputs x{{random(), random(), random()}, random()};
  const Attention before{{}, filled_tensor({1, 1, tokens, tokens}, 1 / static_cast<float>(tokens)), {}};
  AttentionGradients gradients = zeros_for(x);
  const Scope scope;
  attention_backward(x.query, x.key, x.value, {}, before, x.output_gradient, gradients);
  return measure(scope);
}

// One row of the scores at a time is enough: no second [queries, keys] matrix.
// Input: 32, 64, 96 tokens, one head, head_dim 4, counted bytes
// Lesson: "What it costs"
TEST(AttentionBackward, NeedsNoSecondMatrix) {
  const auto peak = [](Index tokens) {
    return measured<MemoryScope>(tokens, [](const MemoryScope& scope) { return scope.peak_bytes(); });
  };
  // a n^2 + b n + c at three equally spaced n: the second difference is 2 a 32^2.
  const double bytes_for_each_pair = static_cast<double>(peak(96) - 2 * peak(64) + peak(32)) / (2 * 32 * 32);
  EXPECT_SCALAR_NEAR(bytes_for_each_pair, 0, exactly())
      .because("the bytes that grow with n^2; a row of scores and a transposed copy or two grow with n")
      .unlike("a whole matrix of score gradients was kept", 4.0);
}

// The work grows as the square of the number of tokens.
// Input: 32, 48, 64 tokens, one head, head_dim 4, counted element accesses
// Lesson: "What it costs"
TEST(AttentionBackward, WorkGrowsAsTheSquareOfTheTokens) {
  if (!checked_build) GTEST_SKIP() << "element accesses are counted in checked builds only";
  const auto accesses = [](Index tokens) {
    return measured<AccessScope>(tokens, [](const AccessScope& scope) { return scope.accesses(); });
  };
  EXPECT_BETWEEN(fitted_exponent({32, 48, 64}, accesses), 1.95, 2.05)
      .because("each query meets each key once on the way back")
      .unlike("the sum over the keys of a row was computed again for every key: n^3", 3.0);
}

// In a graph the loss's gradient arrives at every input.
// Input: random query, key and value [1, 2, 3, 2], a learnt bias [3, 3]
// Lesson: "The backward pass"
TEST(AttentionBackward, WorksInAGraph) {
  BackwardInputs x = random_inputs(16, {1, 2, 3, 2}, {1, 2, 3, 2}, 2);
  Tensor bias = make_tensor({3, 3}, {1, 0, -1, 0.5F, 1, -0.5F, 0, 1, 2});
  for (Tensor* tensor : {&x.query, &x.key, &x.value, &bias}) tensor->set_requires_grad(true);
  backward(scaled_dot_product_attention(x.query, x.key, x.value, {.mask = bias}).output, x.output_gradient);
  const auto by_query = [&](const Array64& query) { return textbook::attention(query, x.key, x.value, bias); };
  const auto by_key = [&](const Array64& key) { return textbook::attention(x.query, key, x.value, bias); };
  const auto by_value = [&](const Array64& value) { return textbook::attention(x.query, x.key, value, bias); };
  const auto by_bias = [&](const Array64& mask) { return textbook::attention(x.query, x.key, x.value, mask); };
  const std::string order =
      "what the backward at the end of task 12.2 returns goes to query, key, value and mask, in this order";
  const std::string key_first = "the backward of task 12.2 answered with the key's gradient first";
  EXPECT_TENSOR_NEAR(gradient(x.query), finite_differences(by_query, x.query, x.output_gradient),
                     attention_backward_rounding())
      .because(order)
      .unlike(key_first, textbook_gradients(x, bias).key);
  EXPECT_TENSOR_NEAR(gradient(x.key), finite_differences(by_key, x.key, x.output_gradient),
                     attention_backward_rounding())
      .because(order)
      .unlike(key_first, textbook_gradients(x, bias).query);
  EXPECT_TENSOR_NEAR(gradient(x.value), finite_differences(by_value, x.value, x.output_gradient),
                     attention_backward_rounding())
      .because(order);
  EXPECT_TENSOR_NEAR(gradient(bias), finite_differences(by_bias, bias, x.output_gradient),
                     attention_backward_rounding())
      .because(order);
}

// A tensor that is query, key and value at once gets the sum of three gradients.
// Input: random x [1, 2, 3, 2] three times
// Lesson: "The backward pass"
TEST(AttentionBackward, AddsUpInATensorUsedThreeTimes) {
  BackwardInputs x = random_inputs(18, {1, 2, 3, 2}, {1, 2, 3, 2}, 2);
  x.query.set_requires_grad(true);
  backward(scaled_dot_product_attention(x.query, x.query, x.query).output, x.output_gradient);
  const auto by_input = [](const Array64& all) { return textbook::attention(all, all, all); };
  EXPECT_TENSOR_NEAR(gradient(x.query), finite_differences(by_input, x.query, x.output_gradient),
                     attention_backward_rounding());
}

// In a graph temperature and dropout count on the way back as they did on the way there.
// Input: random query [1, 2, 3, 2], key [1, 2, 4, 2], value_dim 3, a learnt bias [3, 4], temperature 2, p = 0.5
// Lesson: "Dropout"
TEST(AttentionBackward, WorksInAGraphWithTemperatureAndDropout) {
  BackwardInputs x = random_inputs(19, {1, 2, 3, 2}, {1, 2, 4, 2}, 3);
  Generator generator = test_generator(20);
  Tensor bias = random_tensor({3, 4}, generator);
  for (Tensor* tensor : {&x.query, &x.key, &x.value, &bias}) tensor->set_requires_grad(true);
  Generator drawn = test_generator(21);
  const AttentionOptions options{.mask = bias, .temperature = 2, .dropout = 0.5F, .generator = &drawn};
  backward(scaled_dot_product_attention(x.query, x.key, x.value, options).output, x.output_gradient);
  const auto formula = [&](const Array64& query, const Array64& key, const Array64& value, const Array64& mask) {
    return textbook::attention(query, key, value, mask,
                               {.temperature = 2, .kept = dropout_factors({1, 2, 3, 4}, 21, 0.5F)});
  };
  const auto by_query = [&](const Array64& query) { return formula(query, x.key, x.value, bias); };
  const auto by_key = [&](const Array64& key) { return formula(x.query, key, x.value, bias); };
  const auto by_value = [&](const Array64& value) { return formula(x.query, x.key, value, bias); };
  const auto by_bias = [&](const Array64& mask) { return formula(x.query, x.key, x.value, mask); };
  const std::string reason =
      "the backward at the end of task 12.2 hands attention_backward the options and the factors of its own call";
  EXPECT_TENSOR_NEAR(gradient(x.query), finite_differences(by_query, x.query, x.output_gradient),
                     attention_backward_rounding())
      .because(reason);
  EXPECT_TENSOR_NEAR(gradient(x.key), finite_differences(by_key, x.key, x.output_gradient),
                     attention_backward_rounding())
      .because(reason);
  EXPECT_TENSOR_NEAR(gradient(x.value), finite_differences(by_value, x.value, x.output_gradient),
                     attention_backward_rounding())
      .because(reason);
  EXPECT_TENSOR_NEAR(gradient(bias), finite_differences(by_bias, bias, x.output_gradient),
                     attention_backward_rounding())
      .because(reason);
}

// Gradients of a wrong shape are refused, and the message names the shapes.
// Input: a key gradient, an output gradient, weights of wrong shapes; a mask gradient without a mask
// Lesson: "The backward pass"
TEST(AttentionBackward, RefusesWhatDoesNotFit) {
  const BackwardInputs x = random_inputs(17, {1, 1, 2, 3}, {1, 1, 4, 3}, 2);
  const auto run = [&](const Attention& before, const Tensor& output_gradient, AttentionGradients gradients) {
    attention_backward(x.query, x.key, x.value, {}, before, output_gradient, gradients);
    return gradients;
  };
  EXPECT_SHAPE(run(forward(x, {}), x.output_gradient, zeros_for(x)).key.shape(), {1, 1, 4, 3});
  AttentionGradients wrong = zeros_for(x);
  wrong.key = wrong.query;
  EXPECT_THROWS(run(forward(x, {}), x.output_gradient, wrong), std::invalid_argument, "key", "[1, 1, 2, 3]");
  EXPECT_THROWS(run(forward(x, {}), x.value, zeros_for(x)), std::invalid_argument, "output", "[1, 1, 4, 2]");
  EXPECT_THROWS(run({}, x.output_gradient, zeros_for(x)), std::invalid_argument, "weights");
  wrong = zeros_for(x);
  wrong.mask = filled_tensor({2, 4}, 0);
  EXPECT_THROWS(run(forward(x, {}), x.output_gradient, wrong), std::invalid_argument, "mask");
}

}  // namespace
