#include "gu/tensor.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const Tolerance broadcasting_rounding = tolerance(1e-6, "one float32 rounding");

// Stretching works on any axes of both operands at once, in any layout, in either order.
// Input: random pairs of up to five axes, equal shapes among them, row-major, reversed and with gaps
// Lesson: "Broadcasting"
TEST(HiddenArithmetic, StretchesManyAxesOfAnyLayout) {
  const std::vector<std::pair<Shape, Shape>> pairs{
      {{2, 1, 3, 1, 4}, {5, 1, 2, 1}}, {{1, 1, 1}, {3, 1, 2, 2}}, {{4, 1}, {2, 3, 1, 6}},
      {{7, 11, 5}, {11, 1}},           {{1}, {1, 1, 1, 1}},       {{2, 0, 3}, {2, 1, 1}},
      {{4, 3, 2}, {4, 3, 2}}};
  Generator generator = test_generator(931);
  for (const auto& [shape_a, shape_b] : pairs) {
    const Tensor a = random_tensor(shape_a, generator, -50, 50);
    const Tensor b = random_tensor(shape_b, generator, 0.5, 60);
    for (const auto& [left, right] : std::vector<std::pair<Tensor, Tensor>>{
             {strided_copy(a), gapped_copy(b)}, {gapped_copy(a), strided_copy(b)}, {a, b}}) {
      EXPECT_TENSOR_NEAR(add(left, right), textbook::combine(a, b, std::plus<>()), broadcasting_rounding);
      EXPECT_TENSOR_NEAR(subtract(right, left), textbook::combine(b, a, std::minus<>()), broadcasting_rounding);
      EXPECT_TENSOR_NEAR(multiply(left, right), textbook::combine(a, b, std::multiplies<>()), broadcasting_rounding);
      EXPECT_TENSOR_NEAR(divide(left, right), textbook::combine(a, b, std::divides<>()), broadcasting_rounding);
    }
    const auto sum_shape = [&](const Shape& x, const Shape& y) {
      return to_text(textbook::combine(Array64(x), Array64(y), std::plus<>()).shape);
    };
    EXPECT_TEXT(to_text(broadcast_shapes(shape_b, shape_a)), sum_shape(shape_a, shape_b));
  }
}

// Numbers of every magnitude, and a tensor with itself.
// Input: 40 random numbers scaled by 1e-30, 1 and 1e30; x with x; the same call twice
// Lesson: "Broadcasting"
TEST(HiddenArithmetic, KeepsNumbersOfEveryMagnitude) {
  Generator generator = test_generator(932);
  for (const float scale : {1e-30F, 1.0F, 1e30F}) {
    const Tensor a = random_tensor({8, 5}, generator, scale, 2 * scale);
    const Tensor b = random_tensor({5}, generator, scale, 2 * scale);
    const auto to_one = [scale](const Array64& x) {
      return textbook::map(x, [scale](double v) { return v / double{scale}; });
    };
    EXPECT_TENSOR_NEAR(to_one(add(a, b)), to_one(textbook::combine(a, b, std::plus<>())), broadcasting_rounding);
    EXPECT_TENSOR_NEAR(to_one(subtract(b, a)), to_one(textbook::combine(b, a, std::minus<>())), broadcasting_rounding);
    EXPECT_TENSOR_NEAR(divide(a, b), textbook::combine(a, b, std::divides<>()), broadcasting_rounding)
        .because("by the divisor itself: a product with 1 / b would leave the range of float32");
    EXPECT_TENSOR_EQ(subtract(a, a), Array64(Shape{8, 5}));
    EXPECT_TENSOR_EQ(divide(a, a), filled_tensor({8, 5}, 1));
    EXPECT_TENSORS_AGREE(add(a, b), add(a, b), exactly());
  }
}

// Whichever operand stretches, and wherever it lies, no operation allocates anything but its result.
// Input: random a, b, c: [a, 1, c] with [b, 1] in either order, [a, b, c] with gaps with each of them
// Lesson: "What it costs"
TEST(HiddenArithmetic, AllocatesNothingButItsResult) {
  Generator generator = test_generator(933);
  const Index a = 2 + generator.below(5);
  const Index b = 2 + generator.below(5);
  const Index c = 2 + generator.below(5);
  const Tensor left = filled_tensor({a, 1, c}, 3);
  const Tensor right = filled_tensor({b, 1}, 2);
  const Tensor full = gapped_copy(filled_tensor({a, b, c}, 5));
  for (const auto operation : {add, subtract, multiply, divide}) {
    const auto bytes = [&](const Tensor& x, const Tensor& y) {
      const MemoryScope memory;
      operation(x, y);
      return memory.peak_bytes();
    };
    EXPECT_COUNT(bytes(left, right), 4 * a * b * c);
    EXPECT_COUNT(bytes(right, left), 4 * a * b * c);
    EXPECT_COUNT(bytes(full, left), 4 * a * b * c);
    EXPECT_COUNT(bytes(right, full), 4 * a * b * c);
  }
}

}  // namespace
