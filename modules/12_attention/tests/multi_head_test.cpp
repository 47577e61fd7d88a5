#include "attention_inputs.hpp"
#include "gu/attention.hpp"
#include "gu/autograd.hpp"
#include "gu/testing/finite_differences.hpp"
#include "gu/testing/textbook_attention.hpp"
#include "multi_head_model.hpp"

using namespace gu;
using namespace gu::testing;
using namespace std::string_literals;
using textbook::AttentionFormula;
using textbook::MultiHeadParameters;

namespace {

Array64 zeros_like(const Array64& x) {
  return textbook::map(x, [](double) { return 0.0; });
}

/// The rows read as if every head had its query, key and value rows side by side.
MultiHeadParameters with_rows_by_head(const MultiHeadParameters& numbers, Index heads) {
  MultiHeadParameters result = numbers;
  const Index model_dim = numbers.output_bias.size(0);
  const Index head_dim = model_dim / heads;
  for (Index row = 0; row < 3 * model_dim; ++row) {
    const Index block = row / model_dim;
    const Index head = row % model_dim / head_dim;
    const Index from = (head * 3 + block) * head_dim + row % head_dim;
    result.projection_bias(row) = numbers.projection_bias(from);
    for (Index column = 0; column < model_dim; ++column)
      result.projection_weight(row, column) = numbers.projection_weight(from, column);
  }
  return result;
}

Array64 self(const Tensor& x, const MultiHeadParameters& numbers, Index heads, const Array64& mask = 0.0,
             const AttentionFormula& formula = {}) {
  return textbook::multi_head_attention(x, x, mask, numbers, heads, formula);
}

Tolerance multi_head_rounding() {
  return tolerance(2e-5, "three products one after the other in float32");
}

// Head h gets a run of neighbouring features of every token.
// Input: [1, 3, 4] counting from 0, two heads
// Lesson: "Several heads"
TEST(SplitHeads, GivesEachHeadItsShareOfTheFeatures) {
  const Tensor x = counting_tensor({1, 3, 4});
  EXPECT_TENSOR_EQ(split_heads(x, 2), make_tensor({1, 2, 3, 2}, {0, 1, 4, 5, 8, 9, 2, 3, 6, 7, 10, 11}))
      .because("head 0 sees features 0 and 1 of the tokens 0, 1, 2; head 1 sees features 2 and 3")
      .unlike("the heads were split along the tokens: reshape alone, without permute", counting_tensor({1, 2, 3, 2}))
      .unlike("the heads were not split: one head got all features", counting_tensor({1, 1, 3, 4}))
      .unlike("the heads got every second feature, not a run of them",
              make_tensor({1, 2, 3, 2}, {0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11}))
      .unlike("the heads stand behind the tokens: the permute was forgotten", counting_tensor({1, 3, 2, 2}));
  EXPECT_SHAPE(split_heads(counting_tensor({2, 5, 6}), 3).shape(), {2, 3, 5, 2});
  EXPECT_TENSOR_EQ(split_heads(strided_copy(x), 2), textbook::split_heads(x, 2)).given("x", x);
}

// Splitting into heads copies nothing when the input is contiguous.
// Input: [2, 3, 4], two heads
// Lesson: "Several heads"
TEST(SplitHeads, IsAView) {
  const Tensor x = counting_tensor({2, 3, 4});
  EXPECT_TRUTH(split_heads(x, 2).storage() == x.storage(), true).because("other strides are all it takes");
}

// Merging lays the heads of a token one behind the other: the way back.
// Input: [1, 2, 3, 2] counting from 0
// Lesson: "Several heads"
TEST(MergeHeads, LaysTheHeadsOfATokenOneBehindTheOther) {
  const Tensor x = counting_tensor({1, 2, 3, 2});
  EXPECT_TENSOR_EQ(merge_heads(x), make_tensor({1, 3, 4}, {0, 1, 6, 7, 2, 3, 8, 9, 4, 5, 10, 11}))
      .because("token 0 has features 0, 1 from head 0 and then 6, 7 from head 1")
      .unlike("the heads were concatenated in the wrong order: features of different heads alternate",
              make_tensor({1, 3, 4}, {0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11}))
      .unlike("the heads were concatenated without bringing the tokens to the front: reshape alone",
              counting_tensor({1, 3, 4}))
      .unlike("the heads were concatenated in the wrong order: the last head came first",
              make_tensor({1, 3, 4}, {6, 7, 0, 1, 8, 9, 2, 3, 10, 11, 4, 5}));
}

// Merging undoes splitting.
// Input: random [2, 5, 12], 1, 2, 3 and 12 heads
// Lesson: "Several heads"
TEST(MergeHeads, UndoesSplitHeads) {
  Generator generator = test_generator(1);
  const Tensor x = random_tensor({2, 5, 12}, generator);
  for (const Index heads : {1, 2, 3, 12}) {
    EXPECT_TENSOR_EQ(merge_heads(split_heads(x, heads)), x).given("heads", Value(static_cast<double>(heads)));
  }
}

// What cannot be split evenly is refused.
// Input: model_dim 4 in 3 heads and in 0; rank 2; merging rank 3
// Lesson: "Several heads"
TEST(SplitHeads, RefusesWhatDoesNotDivide) {
  const Tensor x = counting_tensor({1, 3, 4});
  EXPECT_SHAPE(split_heads(x, 4).shape(), {1, 4, 3, 1});
  EXPECT_THROWS(split_heads(x, 3), std::invalid_argument, "split_heads", "[1, 3, 4]", "3 heads");
  EXPECT_THROWS(split_heads(x, 0), std::invalid_argument, "0 heads");
  EXPECT_THROWS(split_heads(counting_tensor({3, 4}), 2), std::invalid_argument, "[3, 4]");
  EXPECT_THROWS(merge_heads(x), std::invalid_argument, "merge_heads", "[1, 3, 4]");
}

// One projection for queries, keys and values of all heads, one for the output: 4 model_dim^2 + 4 model_dim numbers.
// Input: model_dim 6, 2 heads; model_dim 6, 5 heads; dropout 1
// Lesson: "Several heads"
TEST(MultiHeadAttention, HasACombinedProjectionAndAnOutputLayer) {
  Generator generator = test_generator(2);
  const MultiHeadAttention layer(6, 2, generator);
  std::string names;
  for (const Parameter& parameter : layer.parameters()) {
    names += parameter.name + " " + to_text(parameter.value.shape()) + (parameter.value.requires_grad() ? "; " : "? ");
  }
  EXPECT_TEXT(names, "projection.weight [18, 6]; projection.bias [18]; output.weight [6, 6]; output.bias [6]; ")
      .unlike("the projection bias is missing", "projection.weight [18, 6]; output.weight [6, 6]; output.bias [6]; "s)
      .unlike("the weight of the combined projection is transposed",
              "projection.weight [6, 18]; projection.bias [18]; output.weight [6, 6]; output.bias [6]; "s)
      .unlike("the output layer is missing", "projection.weight [18, 6]; projection.bias [18]; "s);
  EXPECT_COUNT(parameter_count(layer), 4 * 36 + 4 * 6);
  EXPECT_THROWS(MultiHeadAttention(6, 5, generator), std::invalid_argument, "6", "5 heads");
  EXPECT_THROWS(MultiHeadAttention(6, 2, generator, 1), std::invalid_argument, "dropout");
}

// The whole layer is the formula: project, split, attend, merge, project.
// Input: random [2, 3, 6], 3 heads, random parameters
// Lesson: "Several heads"
TEST(MultiHeadAttention, EqualsTheFormula) {
  MultiHeadModel model(3, 6, 3);
  const Tensor x = random_tensor({2, 3, 6}, model.generator);
  const MultiHeadParameters& p = model.numbers;
  MultiHeadParameters no_bias = p;
  no_bias.projection_bias = zeros_like(p.projection_bias);
  MultiHeadParameters no_output_bias = p;
  no_output_bias.output_bias = zeros_like(p.output_bias);
  MultiHeadParameters transposed = p;
  transposed.output_weight = textbook::transpose(p.output_weight);
  MultiHeadParameters no_output = no_output_bias;
  for (Index i = 0; i < 6; ++i) {
    for (Index j = 0; j < 6; ++j) no_output.output_weight(i, j) = i == j ? 1 : 0;
  }
  EXPECT_TENSOR_NEAR(model.layer.forward(x), self(x, p, 3), multi_head_rounding())
      .unlike("the projection bias is missing", self(x, no_bias, 3))
      .unlike("the output bias is missing", self(x, no_output_bias, 3))
      .unlike("the output weight was used transposed", self(x, transposed, 3))
      .unlike("the output layer is missing", self(x, no_output, 3))
      .unlike("the heads were not split: one head got all features", self(x, p, 1))
      .unlike("the scores were divided by the square root of model_dim, not of head_dim",
              self(x, p, 3, 0.0, {.scale = 1 / std::sqrt(6.0)}))
      .unlike("the blocks of the projection were taken in another order: keys, queries, values",
              self(x, with_blocks(p, {1, 0, 2}), 3))
      .unlike("the blocks of the projection were taken in another order: queries, values, keys",
              self(x, with_blocks(p, {0, 2, 1}), 3))
      .unlike("the rows of the projection were taken head by head, not block by block",
              self(x, with_rows_by_head(p, 3), 3));
  EXPECT_SHAPE(model.layer.weights().shape(), {2, 3, 3, 3})
      .because("[batch, heads, queries, keys] of the last call")
      .unlike("the weights of the heads were averaged into one matrix", shape_value({2, 3, 3}));
}

// The mask reaches every head.
// Input: random [2, 3, 4], 2 heads; a causal mask, and one of shape [2, 1, 1, 3] for padding
// Lesson: "Several heads"
TEST(MultiHeadAttention, HandsTheMaskToEveryHead) {
  MultiHeadModel model(4, 4, 2);
  const Tensor x = random_tensor({2, 3, 4}, model.generator);
  const Tensor causal = make_tensor({3, 3}, {0, hidden, hidden, 0, 0, hidden, 0, 0, 0});
  EXPECT_TENSOR_NEAR(model.layer.forward(x, causal), self(x, model.numbers, 2, causal), multi_head_rounding())
      .unlike("the mask was ignored inside multi-head attention", self(x, model.numbers, 2))
      .unlike("the mask was inverted: hidden keys were seen and kept keys hidden",
              self(x, model.numbers, 2, causal, {.mask = AttentionFormula::Mask::inverted}))
      .given("causal", causal);
  const double weight_of_a_hidden_key = model.layer.weights()(1, 1, 0, 2);
  EXPECT_SCALAR_NEAR(weight_of_a_hidden_key, 0, exactly())
      .because("query 0 does not see key 2, in the last head as in the first")
      .given("causal", causal);
  const Tensor padding = make_tensor({2, 1, 1, 3}, {0, 0, hidden, 0, hidden, hidden});
  EXPECT_TENSOR_NEAR(model.layer.forward(x, padding), self(x, model.numbers, 2, padding), multi_head_rounding())
      .unlike("the mask was ignored inside multi-head attention", self(x, model.numbers, 2))
      .given("padding", padding);
}

// Without positions, exchanging tokens exchanges outputs.
// Input: random [1, 4, 4], 2 heads, tokens in the order 2 0 3 1
// Lesson: "What attention does not know"
TEST(MultiHeadAttention, FollowsAPermutationOfTheTokens) {
  MultiHeadModel model(5, 4, 2);
  const Array64 x = random_tensor({1, 4, 4}, model.generator);
  const auto shuffled = [](const Array64& tensor) {
    Array64 result(tensor.shape);
    const std::vector<Index> order{2, 0, 3, 1};
    for (Index token = 0; token < 4; ++token) {
      for (Index d = 0; d < 4; ++d) result(0, token, d) = tensor(0, order[static_cast<std::size_t>(token)], d);
    }
    return result;
  };
  EXPECT_TENSOR_NEAR(model.layer.forward(to_tensor(shuffled(x))), shuffled(self(to_tensor(x), model.numbers, 2)),
                     multi_head_rounding());
}

// Attention dropout is for training: evaluation leaves nothing out.
// Input: random [1, 4, 4], 2 heads, p = 0.5
// Lesson: "Dropout"
TEST(MultiHeadAttention, DropsWeightsInTrainingOnly) {
  MultiHeadModel model(6, 4, 2, 0.5F);
  const Tensor x = random_tensor({1, 4, 4}, model.generator);
  const auto call = [&](Index number) {
    // The contract: the weights of both layers are drawn first, then the seed of the dropout.
    Generator drawn = test_generator(6);
    for (Index i = 0; i < Index{4} * 4 * 4; ++i) drawn.uniform();
    Generator dropout(drawn.bits());
    for (; number > 0; --number) dropout_factors({1, 2, 4, 4}, dropout, 0.5F);
    return self(x, model.numbers, 2, 0.0, {.kept = dropout_factors({1, 2, 4, 4}, dropout, 0.5F)});
  };
  model.layer.train(false);
  EXPECT_TENSOR_NEAR(model.layer.forward(x), self(x, model.numbers, 2), multi_head_rounding())
      .because("in evaluation every weight counts")
      .unlike("the dropout went on in evaluation", call(0));
  model.layer.train(true);
  EXPECT_TENSOR_NEAR(model.layer.forward(x), call(0), multi_head_rounding())
      .because("in training half of the weights are left out, and the others count twice")
      .unlike("the dropout was ignored inside multi-head attention", self(x, model.numbers, 2));
  EXPECT_TENSOR_NEAR(model.layer.forward(x), call(1), multi_head_rounding())
      .because("every call draws anew")
      .unlike("every call left out the same weights", call(0));
}

// backward() of a loss brings each of the four parameters and the input their gradients.
// Input: random [1, 2, 4], 2 heads, a mask with a bias, a random gradient of the output
// Lesson: "The backward pass"
TEST(MultiHeadAttention, EveryParameterGetsItsGradient) {
  MultiHeadModel model(7, 4, 2);
  Tensor x = random_tensor({1, 2, 4}, model.generator);
  x.set_requires_grad(true);
  const Tensor output_gradient = random_tensor({1, 2, 4}, model.generator);
  const Tensor mask = make_tensor({2, 2}, {0.5F, hidden, 0, 1});
  backward(model.layer.forward(x, mask), output_gradient);

  const auto differences = [&](Array64 MultiHeadParameters::*member) {
    const auto function = [&](const Array64& numbers) {
      MultiHeadParameters changed = model.numbers;
      changed.*member = numbers;
      return self(x, changed, 2, mask);
    };
    return finite_differences(function, model.numbers.*member, output_gradient);
  };
  const std::vector<Parameter> parameters = four_parameters(model.layer);
  EXPECT_TENSOR_NEAR(gradient(parameters[0].value), differences(&MultiHeadParameters::projection_weight),
                     multi_head_rounding());
  EXPECT_TENSOR_NEAR(gradient(parameters[1].value), differences(&MultiHeadParameters::projection_bias),
                     multi_head_rounding())
      .because("also the keys' bias, whose gradient is zero: it shifts all scores of a query alike");
  EXPECT_TENSOR_NEAR(gradient(parameters[2].value), differences(&MultiHeadParameters::output_weight),
                     multi_head_rounding());
  EXPECT_TENSOR_NEAR(gradient(parameters[3].value), differences(&MultiHeadParameters::output_bias),
                     multi_head_rounding());
  const auto by_input = [&](const Array64& input) {
    return textbook::multi_head_attention(input, input, mask, model.numbers, 2);
  };
  EXPECT_TENSOR_NEAR(gradient(x), finite_differences(by_input, x, output_gradient), multi_head_rounding());
}

// In training the gradients pass through the weights that dropout left, and through no others.
// Input: random [1, 3, 4], 2 heads, p = 0.5
// Lesson: "Dropout"
TEST(MultiHeadAttention, EveryParameterGetsItsGradientInTraining) {
  MultiHeadModel model(10, 4, 2, 0.5F);
  Tensor x = random_tensor({1, 3, 4}, model.generator);
  x.set_requires_grad(true);
  const Tensor output_gradient = random_tensor({1, 3, 4}, model.generator);
  backward(model.layer.forward(x), output_gradient);

  const auto formula = [&](const Array64& input, const MultiHeadParameters& numbers) {
    Generator drawn = test_generator(10);
    for (Index i = 0; i < Index{4} * 4 * 4; ++i) drawn.uniform();
    Generator dropout(drawn.bits());
    return textbook::multi_head_attention(input, input, 0.0, numbers, 2,
                                          {.kept = dropout_factors({1, 2, 3, 3}, dropout, 0.5F)});
  };
  const auto differences = [&](Array64 MultiHeadParameters::*member) {
    const auto function = [&](const Array64& numbers) {
      MultiHeadParameters changed = model.numbers;
      changed.*member = numbers;
      return formula(x, changed);
    };
    return finite_differences(function, model.numbers.*member, output_gradient);
  };
  const std::vector<Parameter> parameters = four_parameters(model.layer);
  EXPECT_TENSOR_NEAR(gradient(parameters[0].value), differences(&MultiHeadParameters::projection_weight),
                     multi_head_rounding())
      .because("the factors of the forward pass count on the way back too");
  EXPECT_TENSOR_NEAR(gradient(parameters[2].value), differences(&MultiHeadParameters::output_weight),
                     multi_head_rounding());
  const auto by_input = [&](const Array64& input) { return formula(input, model.numbers); };
  EXPECT_TENSOR_NEAR(gradient(x), finite_differences(by_input, x, output_gradient), multi_head_rounding());
}

// After a call the layer keeps one matrix of weights a head, and nothing else.
// Input: [1, 32, 8] in 1, 2, 4, 8 heads, counted bytes
// Lesson: "What it costs"
TEST(MultiHeadAttention, KeepsAMatrixOfWeightsForEveryHead) {
  const auto kept = [](Index heads) {
    MultiHeadModel model(8, 8, heads);
    const Tensor x = filled_tensor({1, 32, 8}, 0.5F);
    const MemoryScope scope;
    model.layer.forward(x);
    return scope.live_bytes();
  };
  for (const Index heads : {1, 2, 4, 8}) {
    EXPECT_COUNT(kept(heads), heads * 4 * 32 * 32)
        .because("however narrow a head is, every pair of tokens has a weight in it; the rest is given back")
        .unlike_where(heads > 1, "the heads were not split: one head got all features", 4.0 * 32 * 32);
  }
}

// A graph holds the same matrices, and of every token some numbers for each feature: it was projected once.
// Input: random [1, n, 8], n = 8, 16, 24, 2 heads, counted bytes; the same tokens through two linear layers alone
// Lesson: "What it costs"
TEST(MultiHeadAttention, AGraphKeepsTheSameMatricesAndOneProjection) {
  MultiHeadModel model(11, 8, 2);
  Linear projection(random_tensor({24, 8}, model.generator), random_tensor({24}, model.generator));
  Linear output(random_tensor({8, 8}, model.generator), random_tensor({8}, model.generator));
  // a n^2 + b n + c at three equally spaced n: the second difference is 2 a 8^2.
  const auto whole = [&](Index tokens) { return bytes_in_a_graph({&model.layer}, tokens, 8); };
  const Index matrices = (whole(24) - 2 * whole(16) + whole(8)) / (Index{2} * 8 * 8);
  EXPECT_COUNT(matrices, 2 * 4)
      .because("4 bytes for every pair of tokens in each of 2 heads: the graph and weights() share them")
      .unlike("attention was computed a second time for the weights to keep: twice the memory", 2.0 * 2 * 4);
  const auto parts = [&](Index tokens) { return bytes_in_a_graph({&projection, &output}, tokens, 8); };
  const auto beside = static_cast<double>(whole(16) - whole(8) - matrices * (16 * 16 - 8 * 8) - parts(16) + parts(8));
  const double numbers_for_each_feature_of_a_token = beside / (8 * 4 * 8);
  EXPECT_BETWEEN(numbers_for_each_feature_of_a_token, 0, 10)
      .because(
          "numbers for each feature of a token besides what one projection and one output layer hold: the heads' "
          "outputs, and queries, keys and values where they were copied")
      .unlike("the input was projected three times, once for queries, for keys and for values", 17.0);
}

// Shapes that do not fit are refused.
// Input: an input of the wrong width, a mask of the wrong size
// Lesson: "Several heads"
TEST(MultiHeadAttention, RefusesWhatDoesNotFit) {
  MultiHeadModel model(9, 4, 2);
  EXPECT_SHAPE(model.layer.forward(filled_tensor({1, 3, 4}, 0)).shape(), {1, 3, 4});
  EXPECT_SHAPE(model.layer.forward(filled_tensor({1, 1, 4}, 0)).shape(), {1, 1, 4});
  EXPECT_THROWS(model.layer.forward(filled_tensor({1, 3, 5}, 0)), std::invalid_argument, "[1, 3, 5]");
  EXPECT_THROWS(model.layer.forward(filled_tensor({1, 3, 4}, 0), filled_tensor({2, 3}, 0)), std::invalid_argument,
                "[2, 3]");
}

}  // namespace
