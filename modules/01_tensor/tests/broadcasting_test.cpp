#include "gu/tensor.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;
using namespace std::string_literals;

namespace {

/// What stands in a result of `shape` when element number i is read at b's element number i modulo its count.
Array64 added_end_to_end(const Array64& a, const Array64& b) {
  Array64 result = a;
  for (std::size_t i = 0; i < result.values.size(); ++i) result.values[i] += b.values[i % b.values.size()];
  return result;
}

// Shapes are aligned at the last axis; a size of 1, or one that is missing, gives way to the other.
// Input: [2, 1, 4] and [3, 1]; [3, 1] and [3]; with []; with sizes of 0; eight axes
// Lesson: "Broadcasting"
TEST(BroadcastShapes, AlignsAtTheLastAxis) {
  EXPECT_SHAPE(broadcast_shapes({2, 1, 4}, {3, 1}), {2, 3, 4});
  EXPECT_SHAPE(broadcast_shapes({3, 1}, {3}), {3, 3})
      .because("[3] stands under the last axis of [3, 1], so both stretch")
      .unlike("the shapes were aligned at the first axis, not the last", "[3, 1]"s);
  EXPECT_SHAPE(broadcast_shapes({3}, {5, 1}), {5, 3}).because("it does not matter which comes first");
  EXPECT_SHAPE(broadcast_shapes({}, {2, 3}), {2, 3});
  EXPECT_SHAPE(broadcast_shapes({}, {}), {});
  EXPECT_SHAPE(broadcast_shapes({4, 5}, {4, 5}), {4, 5});
  EXPECT_SHAPE(broadcast_shapes({1, 3}, {0, 1}), {0, 3})
      .because("1 gives way to 0 as to any other size")
      .unlike("the larger of two sizes was taken", "[1, 3]"s);
  EXPECT_SHAPE(broadcast_shapes({2, 1, 3, 1, 2, 1, 1, 2}, {1, 4, 1}), {2, 1, 3, 1, 2, 1, 4, 2});
}

// Sizes that differ, neither of them 1, are refused, and the message names both shapes.
// Input: [2, 3] and [4]; [2, 3] and [2]; [0] and [2]
// Lesson: "Broadcasting"
TEST(BroadcastShapes, RefusesSizesThatDiffer) {
  EXPECT_THROWS(broadcast_shapes({2, 3}, {4}), std::invalid_argument, "[2, 3]", "[4]")
      .unlike("the larger of two sizes was taken", "no exception"s);
  EXPECT_THROWS(broadcast_shapes({2, 3}, {2}), std::invalid_argument, "[2, 3]", "[2]")
      .because("2 stands under 3: rows are not columns; reshape to [2, 1] to add a number to each row");
  EXPECT_THROWS(broadcast_shapes({0}, {2}), std::invalid_argument, "[0]", "[2]").because("only 1 stretches");
  EXPECT_THROWS(add(counting_tensor({2, 3}), counting_tensor({4})), std::invalid_argument, "[2, 3]", "[4]");
  EXPECT_SHAPE(broadcast_shapes({2, 3}, {2, 1}), {2, 3});
}

// A row is added to every row, a column to every column, a scalar to everything.
// Input: 0 .. 8 in [3, 3] with [10, 20, 30] as [3] and as [3, 1]; a scalar; a column with a row; [1, 1, 1]
// Lesson: "Broadcasting"
TEST(Add, StretchesRowsColumnsAndScalars) {
  const Tensor x = counting_tensor({3, 3});
  const Tensor row = make_tensor({3}, {10, 20, 30});
  const Tensor column = make_tensor({3, 1}, {10, 20, 30});
  const auto by_row = [] { return Array64(Shape{3, 3}, {10, 21, 32, 13, 24, 35, 16, 27, 38}); };
  const auto by_column = [] { return Array64(Shape{3, 3}, {10, 11, 12, 23, 24, 25, 36, 37, 38}); };
  EXPECT_TENSOR_EQ(add(x, row), by_row())
      .because("shape [3] stands under the last axis: one number for each column")
      .unlike("the shapes were aligned at the first axis, not the last", by_column())
      .given("row", row);
  EXPECT_TENSOR_EQ(add(x, column), by_column())
      .unlike("the smaller operand was repeated end to end in memory", added_end_to_end(x, column))
      .unlike("the shapes were aligned at the first axis, not the last", by_row())
      .given("column", column);
  EXPECT_TENSOR_EQ(add(row, x), by_row()).because("either operand may be the one that stretches").given("row", row);
  EXPECT_TENSOR_EQ(add(x, filled_tensor({}, 5)), textbook::map(x, [](double value) { return value + 5; }));
  EXPECT_TENSOR_EQ(add(column, row), Array64(Shape{3, 3}, {20, 30, 40, 30, 40, 50, 40, 50, 60}))
      .because("a column and a row make a table of all sums: both stretch")
      .given("row", row)
      .given("column", column);
  EXPECT_TENSOR_EQ(add(filled_tensor({}, 2), filled_tensor({}, 3)), Array64(5.0));
  EXPECT_SHAPE(add(x, filled_tensor({1, 1, 1}, 5)).shape(), {1, 3, 3})
      .because("an axis of size 1 in front is an axis all the same")
      .unlike("the result was given the shape of the first operand", "[3, 3]"s);
  EXPECT_TENSOR_EQ(add(counting_tensor({0, 3}), row), Array64(Shape{0, 3})).given("row", row);
}

// The four operations agree with the textbook and with xtensor on every pair of shapes that fits.
// Input: random numbers in seven pairs of shapes, either order
// Lesson: "Broadcasting"
TEST(Arithmetic, AgreesWithXtensorOnManyShapes) {
  const std::vector<std::pair<Shape, Shape>> pairs{
      {{2, 3, 4}, {2, 3, 4}}, {{2, 1, 4}, {3, 1}},       {{5}, {2, 3, 5}},   {{1, 3}, {3, 1}},
      {{}, {2, 2}},           {{4, 1, 2, 1}, {3, 1, 5}}, {{2, 3}, {1, 1, 1}}};
  Generator generator = test_generator(20);
  const Tolerance rounding = tolerance(1e-6, "one float32 rounding, of quotients up to 8");
  for (const auto& [shape_a, shape_b] : pairs) {
    const Tensor a = random_tensor(shape_a, generator, -2, 2);
    const Tensor b = random_tensor(shape_b, generator, 0.25, 2);
    EXPECT_TENSOR_NEAR(add(a, b), xtensor::binary("add", a, b), rounding);
    EXPECT_TENSOR_NEAR(subtract(a, b), xtensor::binary("subtract", a, b), rounding)
        .unlike("the operands were swapped", textbook::combine(b, a, std::minus<>()));
    EXPECT_TENSOR_NEAR(subtract(b, a), xtensor::binary("subtract", b, a), rounding)
        .unlike("the operands were swapped", textbook::combine(a, b, std::minus<>()));
    EXPECT_TENSOR_NEAR(multiply(a, b), textbook::combine(a, b, std::multiplies<>()), rounding);
    EXPECT_TENSOR_NEAR(divide(a, b), textbook::combine(a, b, std::divides<>()), rounding)
        .unlike("the operands were swapped", textbook::combine(b, a, std::divides<>()));
  }
}

// Strides are followed in both operands, also when the shapes agree.
// Input: a strided [2, 3] with a row-major one; a transposed view; a column of a larger matrix
// Lesson: "Broadcasting"
TEST(Arithmetic, FollowsTheStridesOfBothOperands) {
  const Tensor a = counting_tensor({2, 3});
  const Tensor b = make_tensor({2, 3}, {10, 20, 30, 40, 50, 60});
  const auto sum = [] { return Array64(Shape{2, 3}, {10, 21, 32, 43, 54, 65}); };
  EXPECT_TENSOR_EQ(add(a, strided_copy(b)), sum())
      .unlike("the strides were ignored because the shapes agree", Array64(Shape{2, 3}, {10, 41, 22, 53, 34, 65}))
      .given("b", b);
  EXPECT_TENSOR_EQ(add(strided_copy(a), b), sum()).given("b", b);
  const Tensor column(b.storage(), {2, 1}, {3, 1}, 2);
  EXPECT_TENSOR_EQ(multiply(a, column), Array64(Shape{2, 3}, {0, 30, 60, 180, 240, 300}))
      .because("the column holds 30 and 60: an offset, and a stride of 3")
      .unlike("the offset of the view was forgotten", Array64(Shape{2, 3}, {0, 10, 20, 120, 160, 200}));
}

// Division follows IEEE 754, and NaN spreads only where it stands.
// Input: 1, -1, 0 by 0; NaN and infinity among numbers
// Lesson: "Broadcasting"
TEST(Arithmetic, FollowsIeee754) {
  const Tensor zero = filled_tensor({}, 0);
  EXPECT_TENSOR_EQ(divide(make_tensor({2}, {1, -1}), zero), Array64(Shape{2}, {infinity64, -infinity64}));
  EXPECT_TRUTH(std::isnan(divide(zero, zero)()), true);
  const Tensor x = add(make_tensor({3}, {1, NAN, -INFINITY}), filled_tensor({}, 1));
  EXPECT_SCALAR_NEAR(x(0), 2, exactly());
  EXPECT_TRUTH(std::isnan(x(1)), true);
  EXPECT_SCALAR_NEAR(x(2), -infinity64, exactly());
  EXPECT_TENSOR_EQ(multiply(filled_tensor({1}, 3e38F), filled_tensor({1}, 10)), Array64(Shape{1}, {infinity64}))
      .because("float32 ends near 3.4e38");
}

// The result is new: neither operand changes or is shared, and nothing but the result is allocated.
// Input: [8, 16] with [8, 16], with a row, with a column
// Lesson: "What it costs"
TEST(Arithmetic, AllocatesTheResultAndNothingElse) {
  const Tensor x = counting_tensor({8, 16});
  const Tensor row = counting_tensor({16});
  const auto bytes = [&](const Tensor& other) {
    const MemoryScope memory;
    add(x, other);
    return memory.peak_bytes();
  };
  EXPECT_COUNT(bytes(row), 512)
      .because("8 * 16 numbers of 4 bytes; the row is read through a stride of 0")
      .unlike("the smaller operand was copied to the full size first", 1024.0);
  EXPECT_COUNT(bytes(counting_tensor({8, 1})), 512);
  EXPECT_COUNT(bytes(x), 512);
  Tensor sum = add(x, filled_tensor({8, 16}, 0));
  sum.mutable_data()[0] = -1;
  EXPECT_TENSOR_EQ(x, Array64(counting_tensor({8, 16}))).because("writing to a result must not change an operand");
}

// The memory of a sum of n and n elements grows as n; of a column and a row of n, as n squared.
// Input: n = 16, 32, 64, 128
// Lesson: "What it costs"
TEST(Arithmetic, MemoryGrowsWithTheResult) {
  const auto bytes = [](const Shape& a, const Shape& b) {
    const Tensor left = filled_tensor(a, 1);
    const Tensor right = filled_tensor(b, 1);
    const MemoryScope memory;
    add(left, right);
    return memory.peak_bytes();
  };
  const std::vector<Index> sizes{16, 32, 64, 128};
  EXPECT_BETWEEN(fitted_exponent(sizes, [&](Index n) { return bytes({n}, {n}); }), 0.99, 1.01);
  EXPECT_BETWEEN(fitted_exponent(sizes,
                                 [&](Index n) {
                                   return bytes({n, 1}, {n});
                                 }),
                 1.99, 2.01)
      .because("a column and a row broadcast to a full table: small operands, large result");
}

// The operators are other names for the same functions.
// Input: [6, 8] with [3, 2] and with 2
// Lesson: "Broadcasting"
TEST(Operators, AreTheFunctions) {
  const Tensor a = make_tensor({2}, {6, 8});
  const Tensor b = make_tensor({2}, {3, 2});
  EXPECT_TENSOR_EQ(a + b, Array64(Shape{2}, {9, 10})).given("a", a).given("b", b);
  EXPECT_TENSOR_EQ(a - b, Array64(Shape{2}, {3, 6})).given("a", a).given("b", b);
  EXPECT_TENSOR_EQ(a * b, Array64(Shape{2}, {18, 16})).given("a", a).given("b", b);
  EXPECT_TENSOR_EQ(a / b, Array64(Shape{2}, {2, 4})).given("a", a).given("b", b);
  EXPECT_TENSOR_EQ(a / 2 - 1, Array64(Shape{2}, {2, 3})).given("a", a);
}

// Each operation reports itself to the computation graph under its own name, with both operands.
// Input: a [2, 3] that wants a gradient, and a [3]
// Lesson: "What the graph is told"
TEST(Arithmetic, IsRecorded) {
  Recording recording;
  Tensor x = counting_tensor({2, 3});
  const Tensor row = filled_tensor({3}, 1);
  x.set_requires_grad(true);
  EXPECT_TEXT(recording.last(add(x, row), x), "add of [2, 3] [3]");
  EXPECT_TEXT(recording.last(subtract(row, x), x), "subtract of [3] [2, 3]");
  EXPECT_TEXT(recording.last(multiply(x, row), x), "multiply of [2, 3] [3]");
  EXPECT_TEXT(recording.last(divide(x, row), x), "divide of [2, 3] [3]");
}

}  // namespace
