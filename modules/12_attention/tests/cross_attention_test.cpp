#include "attention_inputs.hpp"
#include "gu/attention.hpp"
#include "gu/autograd.hpp"
#include "gu/testing/finite_differences.hpp"
#include "gu/testing/textbook_attention.hpp"
#include "multi_head_model.hpp"

using namespace gu;
using namespace gu::testing;
using textbook::MultiHeadParameters;

namespace {

Tolerance cross_attention_rounding() {
  return tolerance(2e-5, "three products one after the other in float32");
}

/// Rows [from, to) of the combined projection's bias set to zero.
MultiHeadParameters without_bias(MultiHeadParameters numbers, Index from, Index to) {
  for (Index row = from; row < to; ++row) numbers.projection_bias(row) = 0;
  return numbers;
}

/// The three square blocks of the combined weight, each transposed.
MultiHeadParameters with_transposed_blocks(const MultiHeadParameters& numbers) {
  MultiHeadParameters result = numbers;
  const Index model_dim = numbers.output_bias.size(0);
  for (Index row = 0; row < 3 * model_dim; ++row) {
    for (Index column = 0; column < model_dim; ++column) {
      result.projection_weight(row, column) =
          numbers.projection_weight(row / model_dim * model_dim + column, row % model_dim);
    }
  }
  return result;
}

// Queries come from one sequence, keys and values from the other, which may be longer or shorter.
// Input: random input [2, 3, 4] and memory [2, 3, 4], then memory [2, 5, 4]; 2 heads
// Lesson: "Self- and cross-attention"
TEST(CrossAttention, EqualsTheFormula) {
  MultiHeadModel model(1, 4, 2);
  const Tensor x = random_tensor({2, 3, 4}, model.generator);
  const Tensor memory = random_tensor({2, 3, 4}, model.generator);
  const auto formula = [&](const Tensor& input, const Tensor& asked, const MultiHeadParameters& numbers) {
    return textbook::multi_head_attention(input, asked, 0.0, numbers, 2);
  };
  const MultiHeadParameters& p = model.numbers;
  EXPECT_TENSOR_NEAR(model.layer.cross_attend(x, memory), formula(x, memory, p), cross_attention_rounding())
      .unlike("the keys came from the sequence of the queries",
              [&] {
                // Values of the memory under weights of the input with itself: every value row is moved by hand.
                const auto block = [&](const Tensor& of, Index number) {
                  Array64 weight(Shape{4, 4});
                  Array64 bias(Shape{4});
                  for (Index row = 0; row < 4; ++row) {
                    bias(row) = p.projection_bias(4 * number + row);
                    for (Index column = 0; column < 4; ++column)
                      weight(row, column) = p.projection_weight(4 * number + row, column);
                  }
                  return textbook::split_heads(textbook::linear(of, weight, bias), 2);
                };
                const Array64 output = textbook::attention(block(x, 0), block(x, 1), block(memory, 2));
                return textbook::linear(textbook::merge_heads(output), p.output_weight, p.output_bias);
              }())
      .unlike("keys and values came from the sequence of the queries: this is self-attention", formula(x, x, p))
      .unlike("the two sequences were swapped: the memory asked the input", formula(memory, x, p))
      .unlike("the queries were made by the rows of the keys", formula(x, memory, with_blocks(p, {1, 1, 2})))
      .unlike("the projection bias is missing", formula(x, memory, without_bias(p, 0, 12)))
      .unlike("the bias of the queries is missing", formula(x, memory, without_bias(p, 0, 4)))
      .unlike("the rows of the projection weight were used transposed", formula(x, memory, with_transposed_blocks(p)));

  const Tensor longer = random_tensor({2, 5, 4}, model.generator);
  EXPECT_TENSOR_NEAR(model.layer.cross_attend(x, longer), formula(x, longer, p), cross_attention_rounding());
  EXPECT_SHAPE(model.layer.weights().shape(), {2, 2, 3, 5})
      .because("[batch, heads, queries, keys]: queries of the input, keys of the memory")
      .unlike("the two sequences were swapped: the memory asked the input", std::string("[2, 2, 5, 3]"));
}

// A sequence that attends to itself: the same as forward.
// Input: random [2, 3, 4]
// Lesson: "Self- and cross-attention"
TEST(CrossAttention, OfASequenceWithItselfIsSelfAttention) {
  MultiHeadModel model(2, 4, 2);
  const Tensor x = random_tensor({2, 3, 4}, model.generator);
  EXPECT_TENSORS_AGREE(model.layer.cross_attend(x, x), model.layer.forward(x), cross_attention_rounding())
      .because("it uses the same parameters, row block by row block");
}

// The memory's order does not matter, its padding is hidden by a mask over its keys.
// Input: random input [2, 2, 4], memory [2, 4, 4] of which sequence 0 has 3 tokens and sequence 1 has 2
// Lesson: "Masks"
TEST(CrossAttention, HidesPaddingOfTheMemory) {
  MultiHeadModel model(3, 4, 2);
  const Tensor x = random_tensor({2, 2, 4}, model.generator);
  const Tensor memory = random_tensor({2, 4, 4}, model.generator);
  const Tensor mask = make_tensor({2, 1, 1, 4}, {0, 0, 0, hidden, 0, 0, hidden, hidden});
  const auto expected = [&] { return textbook::multi_head_attention(x, memory, mask, model.numbers, 2); };
  EXPECT_TENSOR_NEAR(model.layer.cross_attend(x, memory, mask), expected(), cross_attention_rounding())
      .unlike("the mask was ignored in cross-attention",
              textbook::multi_head_attention(x, memory, 0.0, model.numbers, 2))
      .given("mask", mask);
  Tensor changed = to_tensor(memory);
  auto entries = changed.write<3>();
  for (Index d = 0; d < 4; ++d) entries(0, 3, d) = entries(1, 2, d) = entries(1, 3, d) = 100;
  EXPECT_TENSOR_NEAR(model.layer.cross_attend(x, changed, mask), expected(), cross_attention_rounding())
      .because("what stands in the padding must not matter")
      .given("mask", mask);
}

// One token of memory: every query gets its value, projected.
// Input: random input [1, 3, 4], memory [1, 1, 4]
// Lesson: "What attention does not know"
TEST(CrossAttention, OneTokenOfMemoryAnswersEveryQueryAlike) {
  MultiHeadModel model(4, 4, 2);
  const Tensor x = random_tensor({1, 3, 4}, model.generator);
  const Tensor memory = random_tensor({1, 1, 4}, model.generator);
  const Array64 output = model.layer.cross_attend(x, memory);
  EXPECT_TENSOR_NEAR(output, textbook::multi_head_attention(x, memory, 0.0, model.numbers, 2),
                     cross_attention_rounding());
  const double first_query_less_last = output(0, 0, 1) - output(0, 2, 1);
  EXPECT_SCALAR_NEAR(first_query_less_last, 0, cross_attention_rounding())
      .because("there is one value, so every query gets it whole")
      .given("memory", memory);
}

// The gradient reaches the one combined parameter from both sides, and both sequences.
// Input: random input [1, 2, 4], memory [1, 3, 4], 2 heads
// Lesson: "The backward pass"
TEST(CrossAttention, GradientsReachTheCombinedProjectionAndBothSequences) {
  MultiHeadModel model(5, 4, 2);
  Tensor x = random_tensor({1, 2, 4}, model.generator);
  Tensor memory = random_tensor({1, 3, 4}, model.generator);
  const Tensor output_gradient = random_tensor({1, 2, 4}, model.generator);
  x.set_requires_grad(true);
  memory.set_requires_grad(true);
  backward(model.layer.cross_attend(x, memory), output_gradient);

  const auto by_weight = [&](const Array64& weight) {
    MultiHeadParameters changed = model.numbers;
    changed.projection_weight = weight;
    return textbook::multi_head_attention(x, memory, 0.0, changed, 2);
  };
  const auto by_bias = [&](const Array64& bias) {
    MultiHeadParameters changed = model.numbers;
    changed.projection_bias = bias;
    return textbook::multi_head_attention(x, memory, 0.0, changed, 2);
  };
  const auto by_input = [&](const Array64& input) {
    return textbook::multi_head_attention(input, memory, 0.0, model.numbers, 2);
  };
  const auto by_memory = [&](const Array64& asked) {
    return textbook::multi_head_attention(x, asked, 0.0, model.numbers, 2);
  };
  const std::vector<Parameter> parameters = four_parameters(model.layer);
  EXPECT_TENSOR_NEAR(gradient(parameters[0].value),
                     finite_differences(by_weight, model.numbers.projection_weight, output_gradient),
                     cross_attention_rounding())
      .because("slices of a parameter are views of it: their gradients add up in the parameter");
  EXPECT_TENSOR_NEAR(gradient(parameters[1].value),
                     finite_differences(by_bias, model.numbers.projection_bias, output_gradient),
                     cross_attention_rounding());
  EXPECT_TENSOR_NEAR(gradient(x), finite_differences(by_input, x, output_gradient), cross_attention_rounding());
  EXPECT_TENSOR_NEAR(gradient(memory), finite_differences(by_memory, memory, output_gradient),
                     cross_attention_rounding());
}

// Every sequence meets only the rows that it needs: three blocks of the projection in all, as in self-attention.
// Input: random [1, 32, 8] as both, 1 head; then input [1, 4, 8] and memory [1, 16, 8], 2 heads; counted bytes
// Lesson: "Self- and cross-attention"
TEST(CrossAttention, ProjectsNoMoreThanItNeeds) {
  const auto in_a_graph = [](bool across) {
    MultiHeadModel model(7, 8, 1);
    const Tensor x = random_tensor({1, 32, 8}, model.generator);
    const MemoryScope scope;
    const Tensor output = across ? model.layer.cross_attend(x, x) : model.layer.forward(x);
    return static_cast<double>(scope.live_bytes());
  };
  const double bytes_of_cross_by_those_of_self = in_a_graph(true) / in_a_graph(false);
  EXPECT_BETWEEN(bytes_of_cross_by_those_of_self, 0.5, 1.2)
      .because("a graph of cross_attend(x, x) holds what one of forward(x) holds")
      .unlike("both sequences were projected whole, by six blocks of rows instead of three", (4097 + 1536) / 4097.0);
  MultiHeadModel model(8, 8, 2);
  const Tensor x = random_tensor({1, 4, 8}, model.generator);
  const Tensor memory = random_tensor({1, 16, 8}, model.generator);
  const MemoryScope scope;
  model.layer.cross_attend(x, memory);
  EXPECT_COUNT(scope.live_bytes(), 2 * 4 * 4 * 16)
      .because("after the call the layer keeps its weights and nothing else");
}

// Shapes that do not fit are refused.
// Input: another batch size, another width, a mask for the wrong side
// Lesson: "Self- and cross-attention"
TEST(CrossAttention, RefusesWhatDoesNotFit) {
  MultiHeadModel model(6, 4, 2);
  const Tensor x = filled_tensor({2, 3, 4}, 0);
  EXPECT_SHAPE(model.layer.cross_attend(x, filled_tensor({2, 5, 4}, 0), filled_tensor({3, 5}, 0)).shape(), {2, 3, 4});
  EXPECT_THROWS(model.layer.cross_attend(x, filled_tensor({1, 5, 4}, 0)), std::invalid_argument, "batch");
  EXPECT_THROWS(model.layer.cross_attend(x, filled_tensor({2, 5, 6}, 0)), std::invalid_argument, "[2, 5, 6]");
  EXPECT_THROWS(model.layer.cross_attend(x, filled_tensor({2, 5, 4}, 0), filled_tensor({5, 3}, 0)),
                std::invalid_argument, "[5, 3]");
}

}  // namespace
