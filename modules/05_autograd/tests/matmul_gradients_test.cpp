#include "gradients.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/linear.hpp"
#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto matmul_rounding = tolerance(5e-6, "sums of up to 20 float32 products; the differences are good to 1e-9");

Tensor multiply_matrices(const Inputs& x) {
  return matmul(x[0], x[1]);
}

/// d sum(g * a b) / da by differences in float64,
Array64 expected_by_a(const Tensor& a, const Tensor& b, const Tensor& g) {
  return finite_differences([&](const Array64& at) { return textbook::matmul(at, b); }, a, g);
}
/// and / db.
Array64 expected_by_b(const Tensor& a, const Tensor& b, const Tensor& g) {
  return finite_differences([&](const Array64& at) { return textbook::matmul(a, at); }, b, g);
}

// The gradient of a is g b^T and that of b is a^T g. Square matrices: only the numbers can tell.
// Input: a, b, g [3, 3], random
// Lesson: "Matrix products"
TEST(MatmulRule, MultipliesByTheOtherFactorTransposed) {
  const auto [a, b, g] = random_pair(1, {3, 3}, {3, 3}, {3, 3});
  const auto gradients = gradients_of(multiply_matrices, {a, b}, g);
  const std::string not_turned = "the other factor was not transposed";
  const std::string wrong_side = "the factors of a gradient's product stood in the wrong order";
  const std::string swapped = "the gradients of the two factors were swapped";
  EXPECT_TENSOR_NEAR(gradients[0], expected_by_a(a, b, g), matmul_rounding)
      .because("d/da[i, k] = sum_j g[i, j] b[k, j]: row i of g with row k of b")
      .unlike(not_turned, textbook::matmul(g, b))
      .unlike(wrong_side, textbook::matmul(textbook::transpose(b), g))
      .unlike(swapped, textbook::matmul(textbook::transpose(a), g))
      .unlike("the product was differentiated element by element", textbook::combine(g, b, std::multiplies<>()))
      .given("b", b);
  EXPECT_TENSOR_NEAR(gradients[1], expected_by_b(a, b, g), matmul_rounding)
      .because("d/db[k, j] = sum_i a[i, k] g[i, j]: column k of a with column j of g")
      .unlike(not_turned, textbook::matmul(a, g))
      .unlike(wrong_side, textbook::matmul(g, textbook::transpose(a)))
      .unlike(swapped, textbook::matmul(g, textbook::transpose(b)))
      .given("a", a);
}

// Ragged matrices, and inputs with other strides.
// Input: [2, 5] x [5, 3]; the same with axes laid out in reverse; [1, 1] x [1, 1]; an inner size of 0
// Lesson: "Matrix products"
TEST(MatmulRule, TakesAnySizesAndStrides) {
  const auto [a, b, g] = random_pair(2, {2, 5}, {5, 3}, {2, 3});
  for (const auto& inputs : {Inputs{a, b}, Inputs{strided_copy(a), strided_copy(b)}}) {
    const auto gradients = gradients_of(multiply_matrices, inputs, g);
    EXPECT_TENSOR_NEAR(gradients[0], expected_by_a(a, b, g), matmul_rounding);
    EXPECT_TENSOR_NEAR(gradients[1], expected_by_b(a, b, g), matmul_rounding);
  }
  const auto single =
      gradients_of(multiply_matrices, {filled_tensor({1, 1}, 3), filled_tensor({1, 1}, 4)}, filled_tensor({1, 1}, 2));
  EXPECT_TENSOR_EQ(single[0], filled_tensor({1, 1}, 8));
  EXPECT_TENSOR_EQ(single[1], filled_tensor({1, 1}, 6));
  const auto hollow = gradients_of(multiply_matrices, {counting_tensor({2, 0}), counting_tensor({0, 3})}, g);
  EXPECT_SHAPE(hollow[0].shape(), {2, 0});
  EXPECT_SHAPE(hollow[1].shape(), {0, 3});
}

// Batches: every matrix of the batch for itself, and one that served a whole batch collects from all of it.
// Input: [2, 3, 4] x [2, 4, 2]; [2, 3, 4] x [4, 2]; [1, 2, 3] x [5, 1, 3, 2]
// Lesson: "Matrix products"
TEST(MatmulRule, SumsOverBroadcastBatches) {
  Generator generator = test_generator(3);
  struct Case {
    Shape a, b, result;
  };
  const std::vector<Case> cases{{{2, 3, 4}, {2, 4, 2}, {2, 3, 2}},
                                {{2, 3, 4}, {4, 2}, {2, 3, 2}},
                                {{3, 4}, {2, 1, 4, 2}, {2, 1, 3, 2}},
                                {{1, 2, 3}, {5, 1, 3, 2}, {5, 1, 2, 2}}};
  const std::string not_summed = "the gradient was not summed over the broadcast batch";
  for (const auto& [a_shape, b_shape, result] : cases) {
    const Tensor a = random_tensor(a_shape, generator);
    const Tensor b = random_tensor(b_shape, generator);
    const Tensor g = random_tensor(result, generator);
    const auto node = node_with({a, b}, g);
    EXPECT_TEXT(to_text(answered_shape(matmul_rule, node, 0)), to_text(a_shape))
        .unlike_where(a_shape.size() != result.size(), not_summed, shape_value({2, 1, 3, 4}));
    EXPECT_TEXT(to_text(answered_shape(matmul_rule, node, 1)), to_text(b_shape))
        .unlike_where(b_shape.size() != result.size(), not_summed, shape_value({2, 4, 2}));
    const auto gradients = gradients_of(multiply_matrices, {a, b}, g);
    EXPECT_TENSOR_NEAR(gradients[0], expected_by_a(a, b, g), matmul_rounding);
    EXPECT_TENSOR_NEAR(gradients[1], expected_by_b(a, b, g), matmul_rounding);
  }
}

// The gradient of a constant factor is not computed: it would be half of the work.
// Input: [500, 8] x [8, 1], with either of them constant, and with neither
// Lesson: "What it costs"
TEST(MatmulRule, SkipsAConstantFactor) {
  const Tensor tall = filled_tensor({500, 8}, 1);
  const Tensor column = filled_tensor({8, 1}, 1);
  EXPECT_TEXT(answered_inputs(matmul_rule, node_with({tall, column}, filled_tensor({500, 1}, 1), {}, {0})), "1")
      .unlike("a gradient was computed that nobody wants", Value(std::string("0 1")));
  EXPECT_TEXT(answered_inputs(matmul_rule, node_with({tall, column}, filled_tensor({500, 1}, 1), {}, {1})), "0")
      .unlike("a gradient was computed that nobody wants", Value(std::string("0 1")));
  EXPECT_TEXT(answered_inputs(matmul_rule, node_with({tall, column}, filled_tensor({500, 1}, 1))), "0 1");
  for (const std::size_t constant : {0U, 1U}) {
    EXPECT_BETWEEN(tensors_saved(matmul_rule, {tall, column}, filled_tensor({500, 1}, 1), constant), 1, 100)
        .because("ask whether a gradient is wanted before the product is taken, not after")
        .unlike("a gradient was computed and then thrown away", 0.0);
  }
}

// Linear becomes trainable as it is: gradients for weight, bias and input of a batch with two leading axes.
// Input: Linear with weight [3, 4] and bias [3] on x [2, 5, 4]
// Lesson: "Matrix products"
TEST(MatmulRule, MakesLinearTrainable) {
  Generator generator = test_generator(4);
  const Tensor weight = random_tensor({3, 4}, generator);
  const Tensor bias = random_tensor({3}, generator);
  const Tensor x = random_tensor({2, 5, 4}, generator);
  const Tensor g = random_tensor({2, 5, 3}, generator);
  const auto forward = [](const Inputs& v) { return Linear(v[0], v[1]).forward(v[2]); };
  const auto formula = [](const Array64& w, const Array64& b, const Array64& at) {
    return textbook::combine(textbook::matmul(at, textbook::transpose(w)), b, std::plus<>());
  };
  const auto gradients = gradients_of(forward, {weight, bias, x}, g);
  EXPECT_TENSOR_NEAR(gradients[0],
                     finite_differences([&](const Array64& at) { return formula(at, bias, x); }, weight, g),
                     matmul_rounding);
  EXPECT_TENSOR_NEAR(gradients[1], textbook::sum_to(g, {3}), matmul_rounding)
      .because("the bias is added to all 10 rows");
  EXPECT_TENSOR_NEAR(gradients[2],
                     finite_differences([&](const Array64& at) { return formula(weight, bias, at); }, x, g),
                     matmul_rounding);
}

}  // namespace
