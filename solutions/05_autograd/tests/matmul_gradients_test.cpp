#include "gradients.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto matmul_rounding = tolerance(2e-5, "sums of up to 60 float32 products; the differences are good to 1e-8");

Tensor multiply_matrices(const Inputs& x) {
  return matmul(x[0], x[1]);
}

// Batches that broadcast on both sides at once, in any layout, and a matrix multiplied with itself.
// Input: random [2, 1, 3, 4] by [3, 4, 2]; [1, 2, 2] by [3, 1, 2, 5]; [5, 6] by [2, 6, 1]; a [3, 3] squared
// Lesson: "Matrix products"
TEST(HiddenMatmulRule, SumsOverBatchesOfBothSides) {
  struct Case {
    Shape a, b, result;
  };
  const std::vector<Case> cases{
      {{2, 1, 3, 4}, {3, 4, 2}, {2, 3, 3, 2}}, {{1, 2, 2}, {3, 1, 2, 5}, {3, 1, 2, 5}}, {{5, 6}, {2, 6, 1}, {2, 5, 1}}};
  std::uint64_t salt = 901;
  for (const auto& [a_shape, b_shape, result] : cases) {
    const RandomPair pair = random_pair(salt++, a_shape, b_shape, result);
    const auto gradients = gradients_of(multiply_matrices, {gapped_copy(pair.a), strided_copy(pair.b)}, pair.g);
    EXPECT_TENSOR_NEAR(
        gradients[0],
        finite_differences([&](const Array64& at) { return textbook::matmul(at, pair.b); }, pair.a, pair.g),
        matmul_rounding);
    EXPECT_TENSOR_NEAR(
        gradients[1],
        finite_differences([&](const Array64& at) { return textbook::matmul(pair.a, at); }, pair.b, pair.g),
        matmul_rounding);
  }
  const RandomPair square = random_pair(salt, {3, 3}, {3, 3}, {3, 3});
  EXPECT_TENSOR_NEAR(gradient_of([](const Tensor& x) { return matmul(x, transpose(x)); }, square.a, square.g),
                     finite_differences([](const Array64& at) { return textbook::matmul(at, textbook::transpose(at)); },
                                        square.a, square.g),
                     matmul_rounding)
      .because("a tensor on both sides collects from both");
}

// Sizes drawn at random; a factor that is a constant gets nothing and costs nothing.
// Input: 4 random triples of rows, inner, columns up to 9, 12, 9
// Lesson: "Matrix products"
TEST(HiddenMatmulRule, HoldsForRandomSizes) {
  Generator generator = test_generator(911);
  for (std::uint64_t salt = 912; salt < 916; ++salt) {
    const Index rows = 1 + generator.below(9);
    const Index inner = 1 + generator.below(12);
    const Index columns = 1 + generator.below(9);
    const RandomPair pair = random_pair(salt, {rows, inner}, {inner, columns}, {rows, columns});
    const auto gradients = gradients_of(multiply_matrices, {pair.a, pair.b}, pair.g);
    EXPECT_TENSOR_NEAR(gradients[0], textbook::matmul(pair.g, textbook::transpose(pair.b)), matmul_rounding);
    EXPECT_TENSOR_NEAR(gradients[1], textbook::matmul(textbook::transpose(pair.a), pair.g), matmul_rounding);
    EXPECT_TEXT(answered_inputs(matmul_rule, node_with({pair.a, pair.b}, pair.g, {}, {0})), "1");
    EXPECT_BETWEEN(tensors_saved(matmul_rule, {pair.a, pair.b}, pair.g, 0), 1, 100);
    EXPECT_BETWEEN(tensors_saved(matmul_rule, {pair.a, pair.b}, pair.g, 1), 1, 100);
  }
}

}  // namespace
