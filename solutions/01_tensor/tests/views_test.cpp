#include "gu/tensor.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

Array64 in_shape(const Array64& x, const Shape& shape) {
  return {shape, x.values};
}

// Five axes in any order, of any layout, move like two.
// Input: random [2, 3, 1, 4, 2], row-major, reversed and with gaps, permuted by three orders and transposed
// Lesson: "Views"
TEST(HiddenViews, PermuteFiveAxesOfAnyLayout) {
  Generator generator = test_generator(921);
  const Tensor x = random_tensor({2, 3, 1, 4, 2}, generator);
  for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
    EXPECT_TENSOR_EQ(permute(laid_out, {3, 0, 4, 1, 2}), textbook::permute(x, {3, 0, 4, 1, 2}));
    EXPECT_TENSOR_EQ(permute(laid_out, {-1, 1, -5, 3, 2}), textbook::permute(x, {4, 1, 0, 3, 2}));
    EXPECT_TENSOR_EQ(transpose(laid_out, 1, -2), textbook::permute(x, {0, 3, 2, 1, 4}));
    EXPECT_TENSOR_EQ(clone(permute(laid_out, {4, 3, 2, 1, 0})), textbook::permute(x, {4, 3, 2, 1, 0}));
    EXPECT_INDICES(contiguous(transpose(laid_out)).strides(), {24, 8, 8, 4, 1});
  }
}

// Reshaping follows the indices, not the memory, also of slices of permuted tensors, and -1 is worked out anywhere.
// Input: random [4, 3, 6] permuted, sliced by steps, reshaped with -1 at the front, in the middle, at the end; no elements
// Lesson: "Views"
TEST(HiddenViews, ComposeReshapeSliceAndPermute) {
  Generator generator = test_generator(922);
  const Tensor x = random_tensor({4, 3, 6}, generator);
  const Array64 before(x);
  for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
    const Tensor turned = slice(permute(laid_out, {2, 0, 1}), 0, 1, 6, 2);
    const auto expected = [&] {
      return xtensor::slice(textbook::permute(x, {2, 0, 1}), {1, 0, 0}, {6, 4, 3}, {2, 1, 1});
    };
    EXPECT_TENSOR_EQ(turned, expected());
    EXPECT_TENSOR_EQ(reshape(turned, {-1, 6}), in_shape(expected(), {6, 6}));
    EXPECT_TENSOR_EQ(reshape(turned, {2, -1, 3}), in_shape(expected(), {2, 6, 3}));
    EXPECT_TENSOR_EQ(reshape(turned, {9, 2, 2, -1}), in_shape(expected(), {9, 2, 2, 1}));
    EXPECT_TENSOR_EQ(slice(slice(laid_out, 2, 1, 6, 2), -1, 1, 3), xtensor::slice(x, {0, 0, 3}, {4, 3, 6}, {1, 1, 2}));
  }
  EXPECT_SHAPE(reshape(counting_tensor({2, 0, 3}), {5, 0}).shape(), {5, 0});
  EXPECT_THROWS(reshape(x, {5, -1}), std::invalid_argument, "[4, 3, 6]", "[5, -1]");
  EXPECT_TENSOR_EQ(x, before).because("nothing was written");
}

// Parts of every layout are joined along any axis; stretched tensors are read through their strides of 0.
// Input: random [2, 3, 2, 2] three times, one of them reversed, one with gaps; [2, 1, 2] stretched to [3, 2, 4, 2]
// Lesson: "Views"
TEST(HiddenViews, JoinAndStretchAnyLayout) {
  Generator generator = test_generator(923);
  const Tensor a = random_tensor({2, 3, 2, 2}, generator);
  const Tensor b = random_tensor({2, 3, 2, 2}, generator);
  const Tensor c = random_tensor({2, 3, 2, 2}, generator);
  for (Index axis = 0; axis < 4; ++axis) {
    const auto joined = [&] { return xtensor::concatenate(xtensor::concatenate(a, b, axis), c, axis); };
    EXPECT_TENSOR_EQ(concat({strided_copy(a), b, gapped_copy(c)}, axis - 4), joined());
    const auto stacked = [&] {
      Shape shape;
      for (Index i = 0; i < 5; ++i)
        shape.push_back(i == axis ? 1 : Array64(a).shape[static_cast<std::size_t>(i - (i > axis ? 1 : 0))]);
      return xtensor::concatenate(xtensor::concatenate(in_shape(a, shape), in_shape(b, shape), axis),
                                  in_shape(c, shape), axis);
    };
    EXPECT_TENSOR_EQ(stack({gapped_copy(a), b, strided_copy(c)}, axis), stacked());
    EXPECT_TENSOR_EQ(stack({a, strided_copy(b), c}, axis - 5), stacked());
  }
  const Tensor column = random_tensor({2, 1, 2}, generator);
  for (const Tensor& laid_out : {column, strided_copy(column), gapped_copy(column)}) {
    const auto stretched = [&] { return xtensor::binary("add", Array64(Shape{3, 2, 4, 2}), column); };
    EXPECT_TENSOR_EQ(expand(laid_out, {3, 2, 4, 2}), stretched());
    EXPECT_TENSOR_EQ(clone(expand(laid_out, {3, 2, 4, 2})), stretched());
    EXPECT_TENSOR_EQ(reshape(expand(laid_out, {3, 2, 4, 2}), {6, 8}), in_shape(stretched(), {6, 8}));
  }
}

// Views of a view that starts late start where it does, and none of them costs a byte.
// Input: random [n, a, b], all but its first rows, as it is, reshaped, reshaped and stretched, sliced and transposed
// Lesson: "Views"
TEST(HiddenViews, StartLateAndCostNothing) {
  Generator generator = test_generator(924);
  const Index a = 2 + generator.below(4);
  const Index b = 2 + generator.below(4);
  const Index skipped = 1 + generator.below(3);
  const Index rows = skipped + 2 + generator.below(3);
  const Tensor base = random_tensor({rows, a, b}, generator);
  const Index left = rows - skipped;
  const Tensor part(base.storage(), {left, a, b}, {a * b, b, 1}, skipped * a * b);
  const auto numbers = [&] { return xtensor::slice(base, {skipped, 0, 0}, {rows, a, b}, {1, 1, 1}); };
  const MemoryScope memory;
  const Tensor same = contiguous(part);
  const Tensor flat = reshape(part, {1, -1});
  const Tensor stretched = expand(flat, {3, left * a * b});
  const Tensor turned = transpose(slice(part, 0, 1, left), 0, 2);
  EXPECT_COUNT(memory.allocations(), 0);
  EXPECT_TENSOR_EQ(same, numbers());
  EXPECT_TENSOR_EQ(flat, in_shape(numbers(), {1, left * a * b}));
  EXPECT_TENSOR_EQ(stretched, xtensor::binary("add", Array64(Shape{3, 1}), in_shape(numbers(), {left * a * b})));
  EXPECT_TENSOR_EQ(turned,
                   textbook::permute(xtensor::slice(base, {skipped + 1, 0, 0}, {rows, a, b}, {1, 1, 1}), {2, 1, 0}));
}

}  // namespace
