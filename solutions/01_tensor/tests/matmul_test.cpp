#include "gu/tensor.hpp"
#include "gu/testing/special_values.hpp"
#include "product_memory.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance matmul_rounding = tolerance(5e-5, "sums of up to 150 float32 products of numbers below 1");

// Sizes drawn at random, from 1 to beyond every block.
// Input: 4 random triples of rows, inner, columns up to 40, 150, 90; each operand row-major, turned, with gaps
// Lesson: "The matrix product"
TEST(HiddenMatmul, WorksForRandomSizesAndLayouts) {
  Generator generator = test_generator(961);
  for (int round = 0; round < 4; ++round) {
    const Index rows = 1 + generator.below(40);
    const Index inner = 1 + generator.below(150);
    const Index columns = 1 + generator.below(90);
    const Tensor a = random_tensor({rows, inner}, generator);
    const Tensor b = random_tensor({inner, columns}, generator);
    EXPECT_TENSOR_NEAR(matmul(a, b), textbook::matmul(a, b), matmul_rounding);
    EXPECT_TENSOR_NEAR(matmul(strided_copy(a), gapped_copy(b)), textbook::matmul(a, b), matmul_rounding);
    EXPECT_TENSOR_NEAR(matmul(gapped_copy(a), strided_copy(b)), textbook::matmul(a, b), matmul_rounding);
    EXPECT_TENSORS_AGREE(matmul(a, b), matmul(a, b), exactly());
  }
}

// Batches of several axes broadcast on both sides at once, also as views that repeat by stride 0.
// Input: [2, 1, 3, 4, 5] by [7, 1, 5, 2]; [3, 1, 1, 2] by [1, 4, 2, 3]; a stretched batch; a batch with gaps
// Lesson: "The matrix product"
TEST(HiddenMatmul, BroadcastsBatchesOnBothSides) {
  Generator generator = test_generator(962);
  const std::vector<std::pair<Shape, Shape>> pairs{
      {{2, 1, 3, 4, 5}, {7, 1, 5, 2}}, {{3, 1, 1, 2}, {1, 4, 2, 3}}, {{1, 6, 1}, {5, 1, 1, 8}}, {{2, 2, 3, 3}, {3, 3}}};
  for (const auto& [shape_a, shape_b] : pairs) {
    const Tensor a = random_tensor(shape_a, generator);
    const Tensor b = random_tensor(shape_b, generator);
    EXPECT_TENSOR_NEAR(matmul(a, b), textbook::matmul(a, b), matmul_rounding);
    EXPECT_TENSOR_NEAR(matmul(gapped_copy(a), strided_copy(b)), textbook::matmul(a, b), matmul_rounding);
  }
  const Tensor one = random_tensor({3, 4}, generator);
  const Tensor stretched(one.storage(), {5, 3, 4}, {0, 4, 1});
  const Tensor batch = random_tensor({5, 4, 2}, generator);
  EXPECT_TENSOR_NEAR(matmul(stretched, batch), textbook::matmul(stretched, batch), matmul_rounding);
  EXPECT_SHAPE(matmul(counting_tensor({0, 1, 2, 3}), counting_tensor({4, 3, 1})).shape(), {0, 4, 2, 1});
}

// Factors of very different magnitude, zeros and infinities meet as IEEE 754 says.
// Input: random [6, 9] near 1e20 by random [9, 4] near 1e-20; a row of zeros by a NaN, in a batch
// Lesson: "The matrix product"
TEST(HiddenMatmul, StandsEveryMagnitude) {
  Generator generator = test_generator(963);
  const Tensor large = random_tensor({6, 9}, generator, -1e20F, 1e20F);
  const Tensor small = random_tensor({9, 4}, generator, -1e-20F, 1e-20F);
  EXPECT_TENSOR_NEAR(matmul(large, small), textbook::matmul(large, small), matmul_rounding);
  const Tensor zeros_and_ones = make_tensor({2, 1, 2}, {0, 0, 1, 0});
  const Tensor column = make_tensor({2, 1}, {generator.uniform(1, 2), not_a_number});
  const Tensor product = matmul(zeros_and_ones, column);
  EXPECT_TRUTH(std::isnan(product(0, 0, 0)), true).because("0 * NaN is NaN");
  EXPECT_TRUTH(std::isnan(product(1, 0, 0)), true);
}

// A matrix that serves a whole batch, on either side, is read where it lies, also when the batch has two axes.
// Input: random p, q up to 4 and rows, inner, columns up to 9: [p, q, ...] by a matrix, a matrix by it, [p, 1, ...] by [q, ...]
// Lesson: "What it costs"
TEST(HiddenMatmul, CopiesNoMatrixForABatch) {
  Generator generator = test_generator(964);
  for (int round = 0; round < 3; ++round) {
    const Index p = 2 + generator.below(3);
    const Index q = 2 + generator.below(3);
    const Index rows = 1 + generator.below(9);
    const Index inner = 1 + generator.below(9);
    const Index columns = 1 + generator.below(9);
    EXPECT_COUNT(product_bytes({p, q, rows, inner}, {inner, columns}), 4 * p * q * rows * columns);
    EXPECT_COUNT(product_bytes({rows, inner}, {p, q, inner, columns}), 4 * p * q * rows * columns);
    EXPECT_COUNT(product_bytes({p, 1, rows, inner}, {q, inner, columns}), 4 * p * q * rows * columns);
  }
}

}  // namespace
