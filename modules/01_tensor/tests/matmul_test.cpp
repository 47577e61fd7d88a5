#include "gu/tensor.hpp"
#include "gu/testing/recording.hpp"
#include "product_memory.hpp"

using namespace gu;
using namespace gu::testing;
using namespace std::string_literals;

namespace {

const Tolerance rounding = tolerance(1e-5, "sums of up to 70 float32 products of numbers below 1");

Tensor random_matrix(const Shape& shape, std::uint64_t salt) {
  Generator generator = test_generator(salt);
  return random_tensor(shape, generator);
}

// Entry [i, j] is the sum over k of a[i, k] * b[k, j].
// Input: the worked example of the lesson; a square one that shows which operand was read how
// Lesson: "A worked example"
TEST(Matmul, AddsUpProductsOfRowsAndColumns) {
  const Tensor square = make_tensor({2, 2}, {1, 2, 3, 4});
  const Tensor other = make_tensor({2, 2}, {5, 6, 7, 8});
  EXPECT_TENSOR_EQ(matmul(square, other), Array64(Shape{2, 2}, {19, 22, 43, 50}))
      .unlike("the right operand was read as if it were transposed",
              textbook::matmul(square, textbook::transpose(other)))
      .unlike("the left operand was read as if it were transposed",
              textbook::matmul(textbook::transpose(square), other))
      .unlike("each product overwrote the sum instead of adding to it", Array64(Shape{2, 2}, {14, 16, 28, 32}))
      .unlike("the operands were swapped", textbook::matmul(other, square))
      .unlike("the elements were multiplied one by one", Array64(Shape{2, 2}, {5, 12, 21, 32}))
      .given("square", square)
      .given("other", other);
  const Tensor a = make_tensor({2, 3}, {1, 2, 3, 4, 5, 6});
  const Tensor b = make_tensor({3, 2}, {7, 8, 9, 10, 11, 12});
  EXPECT_TENSOR_EQ(matmul(a, b), Array64(Shape{2, 2}, {58, 64, 139, 154}))
      .because("58 = 1 * 7 + 2 * 9 + 3 * 11")
      .unlike("each product overwrote the sum instead of adding to it", Array64(Shape{2, 2}, {33, 36, 66, 72}))
      .given("a", a)
      .given("b", b);
}

// Sizes that fit no block, and sizes of 1, are as good as any.
// Input: ten triples of rows, inner, columns; random numbers
// Lesson: "The matrix product"
TEST(Matmul, WorksForEverySize) {
  const std::vector<std::vector<Index>> sizes{{1, 1, 1},  {1, 7, 1},   {7, 1, 5},  {3, 4, 5},   {8, 3, 32},
                                              {9, 5, 33}, {17, 2, 65}, {4, 70, 3}, {16, 8, 64}, {1, 9, 70}};
  for (const auto& size : sizes) {
    const Tensor a = random_matrix({size[0], size[1]}, 50);
    const Tensor b = random_matrix({size[1], size[2]}, 51);
    EXPECT_TENSOR_NEAR(matmul(a, b), textbook::matmul(a, b), rounding).given("a", a).given("b", b);
  }
}

// Leading axes are a batch: one product for each, and they broadcast like those of an addition.
// Input: [2, 3, 4] by [2, 4, 5]; [2, 1, 3, 4] by [5, 4, 2]; a matrix by a batch and a batch by a matrix
// Lesson: "The matrix product"
TEST(Matmul, BroadcastsTheLeadingAxes) {
  const Tensor a = random_matrix({2, 3, 4}, 52);
  const Tensor b = random_matrix({2, 4, 5}, 53);
  const Tensor first(b.storage(), {4, 5}, {5, 1});
  EXPECT_TENSOR_NEAR(matmul(a, b), textbook::matmul(a, b), rounding)
      .unlike("the first matrix on the right was used for the whole batch", textbook::matmul(a, first));
  const Tensor wide = random_matrix({2, 1, 3, 4}, 54);
  const Tensor tall = random_matrix({5, 4, 2}, 55);
  const auto end_to_end = [&] {
    Array64 result(Shape{2, 5, 3, 2});
    for (Index number = 0; number < 10; ++number) {
      const Tensor left(wide.storage(), {3, 4}, {4, 1}, number % 2 * 12);
      const Tensor right(tall.storage(), {4, 2}, {2, 1}, number % 5 * 8);
      const Array64 product = textbook::matmul(left, right);
      std::copy(product.values.begin(), product.values.end(), result.values.begin() + number * 6);
    }
    return result;
  };
  EXPECT_TENSOR_NEAR(matmul(wide, tall), textbook::matmul(wide, tall), rounding)
      .because("batches [2, 1] and [5] make [2, 5]")
      .unlike("a batch that broadcasts was repeated end to end, not along its own axes", end_to_end());
  const Tensor batch = random_matrix({3, 5, 2}, 56);
  EXPECT_TENSOR_NEAR(matmul(first, batch), textbook::matmul(first, batch), rounding);
  const Tensor matrix = random_matrix({4, 6}, 57);
  EXPECT_TENSOR_NEAR(matmul(a, matrix), textbook::matmul(a, matrix), rounding);
  const Tensor deep = random_matrix({1, 2, 1, 1, 2, 1, 2, 4}, 58);
  EXPECT_TENSOR_NEAR(matmul(deep, matrix), textbook::matmul(deep, matrix), rounding);
}

// Views multiply like the matrices they show.
// Input: transposes, a part of a larger matrix, a row that repeats by stride 0
// Lesson: "The matrix product"
TEST(Matmul, FollowsStrides) {
  const Tensor a = random_matrix({4, 4}, 60);
  const Tensor b = random_matrix({4, 4}, 61);
  const Tensor a_turned(a.storage(), {4, 4}, {1, 4});
  const Tensor b_turned(b.storage(), {4, 4}, {1, 4});
  EXPECT_TENSOR_NEAR(matmul(a, b_turned), textbook::matmul(a, textbook::transpose(b)), rounding)
      .because("queries times transposed keys: attention is this product")
      .unlike("the right operand was read in the order of its storage", textbook::matmul(a, b));
  EXPECT_TENSOR_NEAR(matmul(a_turned, b), textbook::matmul(textbook::transpose(a), b), rounding)
      .unlike("the left operand was read in the order of its storage", textbook::matmul(a, b));
  const Tensor part(a.storage(), {2, 3}, {4, 1}, 5);
  const Tensor row(b.storage(), {3, 4}, {0, 1}, 4);
  EXPECT_TENSOR_NEAR(matmul(part, row), textbook::matmul(part, row), rounding);
  const Tensor batch = strided_copy(random_matrix({3, 2, 4}, 62));
  EXPECT_TENSOR_NEAR(matmul(batch, a), textbook::matmul(batch, a), rounding);
}

// A sum over nothing is 0; no rows, no columns or no batch is an empty result.
// Input: [2, 0] by [0, 3]; [0, 2] by [2, 3]; a batch of 0
// Lesson: "The matrix product"
TEST(Matmul, OfNothing) {
  EXPECT_TENSOR_EQ(matmul(counting_tensor({2, 0}), counting_tensor({0, 3})), Array64(Shape{2, 3}));
  EXPECT_SHAPE(matmul(counting_tensor({0, 2}), counting_tensor({2, 3})).shape(), {0, 3});
  EXPECT_SHAPE(matmul(counting_tensor({2, 2}), counting_tensor({2, 0})).shape(), {2, 0});
  EXPECT_SHAPE(matmul(counting_tensor({0, 2, 2}), counting_tensor({2, 3})).shape(), {0, 2, 3});
}

// Zero times NaN, and zero times infinity, is NaN.
// Input: [1, 0] by a column whose second number is NaN, and infinity
// Lesson: "The matrix product"
TEST(Matmul, LosesNoNan) {
  const Tensor a = make_tensor({1, 2}, {1, 0});
  for (const float strange : {NAN, INFINITY}) {
    EXPECT_TRUTH(std::isnan(matmul(a, make_tensor({2, 1}, {3, strange}))(0, 0)), true)
        .unlike("products with a zero were skipped, which loses NaN and infinity", "false"s);
  }
  EXPECT_SCALAR_NEAR(matmul(a, make_tensor({2, 1}, {INFINITY, 3}))(0, 0), std::numeric_limits<double>::infinity(),
                     exactly())
      .given("a", a);
}

// Operands that do not fit are refused, and the message names both shapes.
// Input: [2, 3] by [2, 3]; a vector; batches of 2 and 3, of [7, 2] and 5
// Lesson: "The matrix product"
TEST(Matmul, RefusesShapesThatDoNotFit) {
  const Tensor x = counting_tensor({2, 3});
  EXPECT_THROWS(matmul(x, x), std::invalid_argument, "[2, 3]");
  EXPECT_THROWS(matmul(x, counting_tensor({4, 2})), std::invalid_argument, "[2, 3]", "[4, 2]");
  EXPECT_THROWS(matmul(x, counting_tensor({3})), std::invalid_argument, "[2, 3]", "[3]")
      .because("a vector is neither a row nor a column: reshape it");
  EXPECT_THROWS(matmul(counting_tensor({2, 4, 3}), counting_tensor({3, 3, 5})), std::invalid_argument, "[2, 4, 3]",
                "[3, 3, 5]")
      .because("what was given are the operands, not their leading axes");
  EXPECT_THROWS(matmul(counting_tensor({7, 2, 1, 3}), counting_tensor({5, 1, 3, 4})), std::invalid_argument,
                "[7, 2, 1, 3]", "[5, 1, 3, 4]");
  EXPECT_SHAPE(matmul(x, counting_tensor({3, 1})).shape(), {2, 1});
}

// The identity changes nothing; transposing turns the product round; brackets may be moved.
// Input: random [3, 4], [4, 5], [5, 2]
// Lesson: "The matrix product"
TEST(Matmul, ObeysItsLaws) {
  const Tensor a = random_matrix({3, 4}, 63);
  const Tensor b = random_matrix({4, 5}, 64);
  const Tensor c = random_matrix({5, 2}, 65);
  Array64 identity(Shape{4, 4});
  for (Index i = 0; i < 4; ++i) identity(i, i) = 1;
  EXPECT_TENSOR_EQ(matmul(a, to_tensor(identity)), a);
  EXPECT_TENSORS_AGREE(transpose(matmul(a, b)), matmul(transpose(b), transpose(a)), rounding);
  EXPECT_TENSORS_AGREE(matmul(matmul(a, b), c), matmul(a, matmul(b, c)), rounding);
}

// Memory: the result, and a copy of an operand only if that is strided. A matrix used again in a batch is not copied.
// Input: [16, 8] by [8, 4]; the same with a transposed right operand; a batch of 6 by one matrix
// Lesson: "What it costs"
TEST(Matmul, AllocatesTheResultOnly) {
  const Tensor a = counting_tensor({16, 8});
  EXPECT_COUNT(product_bytes(counting_tensor({6, 16, 8}), counting_tensor({8, 4})), 1536)
      .unlike("a matrix was copied for each product of the batch", 1536.0 + 6 * 128);
  EXPECT_COUNT(product_bytes(a, counting_tensor({6, 8, 4})), 1536)
      .unlike("a matrix was copied for each product of the batch", 1536.0 + 6 * 512);
  EXPECT_COUNT(product_bytes(a, counting_tensor({8, 4})), 256).because("16 * 4 numbers of 4 bytes");
  EXPECT_BETWEEN(product_bytes(a, strided_copy(counting_tensor({8, 4}))), 256, 256 + 128)
      .because("at most the strided operand is copied, 8 * 4 numbers");
}

// Memory grows with rows times columns and not with the inner size, though the work does.
// Input: outer products of n; inner products of n; n = 16, 32, 64
// Lesson: "What it costs"
TEST(Matmul, MemoryGrowsWithTheResultNotWithTheWork) {
  EXPECT_BETWEEN(fitted_exponent({16, 32, 64}, [&](Index n) { return product_bytes({n, 1}, {1, n}); }), 1.99, 2.01);
  EXPECT_BETWEEN(fitted_exponent({16, 32, 64},
                                 [&](Index n) {
                                   return product_bytes({1, n}, {n, 1});
                                 }),
                 -0.01, 0.01)
      .because("an inner product is one number, however long the vectors")
      .unlike("all products were kept before they were added", 1.0);
}

// The product reports itself to the computation graph with both operands.
// Input: [2, 3] that wants a gradient by [4, 3, 2]
// Lesson: "What the graph is told"
TEST(Matmul, IsRecorded) {
  Recording recording;
  Tensor x = counting_tensor({2, 3});
  x.set_requires_grad(true);
  const Tensor result = matmul(x, counting_tensor({4, 3, 2}));
  EXPECT_TEXT(recording.last(), "matmul of [2, 3] [4, 3, 2]");
  EXPECT_TRUTH(recording.reaches(result, x), true);
  const Tensor turned = matmul(transpose(x), x);
  EXPECT_TEXT(recording.last(), "matmul of [3, 2] [2, 3]");
  EXPECT_TRUTH(recording.reaches(turned, x), true);
  matmul(counting_tensor({0, 2}), x);
  EXPECT_TEXT(recording.last(), "matmul of [0, 2] [2, 3]").because("an empty product is an operation too");
}

}  // namespace
