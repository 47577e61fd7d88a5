#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;
using namespace std::string_literals;

namespace {

/// Every index that a walk visits. It is cut off after 40 steps, so a walk that never ends fails and does not hang.
std::string walk(const Shape& shape) {
  IndexList index = IndexList::filled(shape.size(), 0);
  std::string visited = to_text(index);
  for (int step = 0; step < 40 && next_index(index, shape); ++step) visited += " " + to_text(index);
  return visited;
}

Tensor laid_out(const Shape& shape, const Strides& strides, Index offset = 0) {
  return {Storage::allocate(64), shape, strides, offset};
}

// The number of elements is the product of the sizes; a shape without axes holds one number.
// Input: [2, 3, 4], [5], [], [3, 0, 2], eight axes
// Lesson: "Shape, strides, offset"
TEST(ElementCount, IsTheProductOfTheSizes) {
  EXPECT_COUNT(element_count({2, 3, 4}), 24).unlike("the sizes were added, not multiplied", 9.0);
  EXPECT_COUNT(element_count({5}), 5);
  EXPECT_COUNT(element_count({}), 1)
      .because("the product of no numbers is 1: a tensor without axes holds one number")
      .unlike("a shape without axes was taken to hold nothing", 0.0);
  EXPECT_COUNT(element_count({3, 0, 2}), 0).because("one size of 0 leaves no element");
  EXPECT_COUNT(element_count({2, 1, 3, 1, 2, 1, 1, 2}), 24);
  EXPECT_COUNT(element_count({100000, 100000}), 1e10).because("a count may exceed 32 bits");
}

// In row-major order the last axis is contiguous and every earlier one steps over all that lies behind it.
// Input: [2, 3, 4], [7], [], [2, 1, 3], eight axes, [3, 0, 2]
// Lesson: "Shape, strides, offset"
TEST(RowMajorStrides, TheLastAxisIsContiguous) {
  EXPECT_INDICES(row_major_strides({2, 3, 4}), {12, 4, 1})
      .because("stride of an axis = product of the sizes behind it")
      .unlike("the strides are column-major: the first axis is contiguous", integers_value(Strides{1, 2, 6}))
      .unlike("an axis counted its own size into its stride", integers_value(Strides{24, 12, 4}));
  EXPECT_INDICES(row_major_strides({7}), {1});
  EXPECT_INDICES(row_major_strides({}), {});
  EXPECT_INDICES(row_major_strides({2, 1, 3}), {3, 3, 1});
  EXPECT_INDICES(row_major_strides({2, 1, 3, 1, 2, 1, 1, 2}), {12, 12, 4, 4, 2, 2, 2, 1});
  EXPECT_INDICES(row_major_strides({3, 0, 2}), {0, 2, 1});
  EXPECT_INDICES(row_major_strides({2, 100000, 100000}), {10000000000, 100000, 1})
      .because("a stride may exceed 32 bits");
}

// An element lies at index[0] * strides[0] + index[1] * strides[1] + ..., whatever the strides are.
// Input: index [1, 2, 3] by strides [12, 4, 1]; strides that are column-major, 0, negative; no axes
// Lesson: "Shape, strides, offset"
TEST(OffsetOf, IsTheSumOfIndexTimesStride) {
  EXPECT_COUNT(offset_of({1, 2, 3}, {12, 4, 1}), 23)
      .because("1 * 12 + 2 * 4 + 3 * 1")
      .unlike("the strides were read from the last to the first", 1.0 + 8 + 36)
      .unlike("the last axis was left out", 20.0);
  EXPECT_COUNT(offset_of({1, 2, 3}, {1, 2, 6}), 23).because("1 * 1 + 2 * 2 + 3 * 6: strides need not be row-major");
  EXPECT_COUNT(offset_of({5, 2}, {0, 1}), 2).because("a stride of 0 reads the same entry again: that is broadcasting");
  EXPECT_COUNT(offset_of({2}, {-3}), -6);
  EXPECT_COUNT(offset_of({100000, 5}, {100000, 1}), 10000000005).because("an offset may exceed 32 bits");
  EXPECT_COUNT(offset_of({}, {}), 0).because("a tensor without axes has its one number at offset 0");
}

// An index that has not one entry for each stride is refused, and the message names both.
// Input: index [1, 2] by strides [4]
// Lesson: "Shape, strides, offset"
TEST(OffsetOf, RefusesAnIndexOfAnotherLength) {
  EXPECT_THROWS(offset_of({1, 2}, {4}), std::invalid_argument, "[1, 2]", "[4]");
  EXPECT_THROWS(offset_of({1}, {4, 1}), std::invalid_argument, "[1]", "[4, 1]");
  EXPECT_COUNT(offset_of({2}, {4}), 8);
}

// The walk counts like an odometer: the last axis runs fastest, and carries into the axis before.
// Input: shapes [2, 3], [2, 1, 2], [3], []
// Lesson: "Walking in row-major order"
TEST(NextIndex, CountsLikeAnOdometer) {
  EXPECT_TEXT(walk({2, 3}), "[0, 0] [0, 1] [0, 2] [1, 0] [1, 1] [1, 2]")
      .unlike("the first axis ran fastest: that is the column-major walk", "[0, 0] [1, 0] [0, 1] [1, 1] [0, 2] [1, 2]"s)
      .unlike("an axis that overflowed was not set back to 0", "[0, 0] [0, 1] [0, 2] [1, 3]"s);
  EXPECT_TEXT(walk({2, 1, 2}), "[0, 0, 0] [0, 0, 1] [1, 0, 0] [1, 0, 1]")
      .because("an axis of size 1 carries at once: the carry may go over several axes");
  EXPECT_TEXT(walk({3}), "[0] [1] [2]");
  EXPECT_TEXT(walk({}), "[]").because("a tensor without axes has one element, so there is no next one");
}

// After the last element the answer is false and the index is all zeros, ready for another walk.
// Input: the last index of [2, 3], of [2, 2, 2] and of [4]
// Lesson: "Walking in row-major order"
TEST(NextIndex, StartsOverAfterTheLastElement) {
  IndexList index{1, 2};
  EXPECT_TRUTH(next_index(index, {2, 3}), false);
  EXPECT_INDICES(index, {0, 0})
      .because("whoever walks twice starts the second time where the first walk ended")
      .unlike("the first axis was not set back to 0 after the last element", integers_value(IndexList{2, 0}))
      .unlike("the index stayed at the last element", integers_value(IndexList{1, 2}));
  index = {1, 1, 1};
  EXPECT_TRUTH(next_index(index, {2, 2, 2}), false);
  EXPECT_INDICES(index, {0, 0, 0});
  index = {3};
  EXPECT_TRUTH(next_index(index, {4}), false);
  EXPECT_INDICES(index, {0});
}

// Walk and strides belong together: the walk over a row-major tensor meets offset 0, 1, 2, ... in this order.
// Input: shape [3, 1, 4, 2]
// Lesson: "Walking in row-major order"
TEST(NextIndex, MeetsTheElementsInTheOrderOfMemory) {
  const Shape shape{3, 1, 4, 2};
  IndexList index{0, 0, 0, 0};
  Array64 offsets(Shape{24});
  offsets.values[0] = static_cast<double>(offset_of(index, row_major_strides(shape)));
  for (std::size_t i = 1; i < 24; ++i) {
    next_index(index, shape);
    offsets.values[i] = static_cast<double>(offset_of(index, row_major_strides(shape)));
  }
  EXPECT_TENSOR_EQ(offsets, counting_tensor({24}));
}

// -1 is the last axis, -rank the first; other axes stay as they are.
// Input: rank 3, axes -3 to 2
// Lesson: "Shape, strides, offset"
TEST(NormalizeAxis, NegativeAxesCountFromTheLast) {
  EXPECT_COUNT(normalize_axis(-1, 3), 2).unlike("-1 was taken for the last axis but one", 1.0);
  EXPECT_COUNT(normalize_axis(-3, 3), 0);
  EXPECT_COUNT(normalize_axis(0, 3), 0);
  EXPECT_COUNT(normalize_axis(2, 3), 2);
  EXPECT_COUNT(normalize_axis(-8, 8), 0);
}

// An axis that is not there is refused by name: counting from 0, the rank itself is one too many.
// Input: rank 3, axes 3, -4, 17; a tensor without axes
// Lesson: "Shape, strides, offset"
TEST(NormalizeAxis, RefusesAnAxisThatIsNotThere) {
  EXPECT_THROWS(normalize_axis(3, 3), std::invalid_argument, "3")
      .because("axes are 0, 1, 2")
      .unlike("an axis equal to the rank was accepted", "no exception"s);
  EXPECT_THROWS(normalize_axis(-4, 3), std::invalid_argument, "-4", "3")
      .unlike("a negative axis below -rank was accepted", "no exception"s);
  EXPECT_THROWS(normalize_axis(17, 3), std::invalid_argument, "17", "3");
  EXPECT_THROWS(normalize_axis(0, 0), std::invalid_argument).because("a tensor without axes has no axis 0");
  EXPECT_THROWS(normalize_axis(-1, 0), std::invalid_argument);
  EXPECT_COUNT(normalize_axis(-2, 3), 1);
}

// A tensor is contiguous when its strides are the row-major ones: no gap, no other order, nothing repeated.
// Input: [3, 4] row-major, from another offset, transposed, with gaps, with a repeated row
// Lesson: "Shape, strides, offset"
TEST(IsContiguous, WantsTheRowMajorStrides) {
  EXPECT_TRUTH(is_contiguous(laid_out({3, 4}, {4, 1})), true);
  EXPECT_TRUTH(is_contiguous(laid_out({3, 4}, {4, 1}, 8)), true)
      .because("where the first element lies does not matter")
      .unlike("a tensor that begins behind the first number of its storage was taken for one with gaps", "false"s);
  EXPECT_TRUTH(is_contiguous(laid_out({3, 4}, {1, 3})), false)
      .because("this is a transpose: the first axis runs fastest");
  EXPECT_TRUTH(is_contiguous(laid_out({3, 4}, {8, 1})), false)
      .because("between two rows there are gaps")
      .unlike("only the last axis was looked at", "true"s);
  EXPECT_TRUTH(is_contiguous(laid_out({3, 4}, {0, 1})), false).because("every row is the same memory");
  EXPECT_TRUTH(is_contiguous(laid_out({6}, {2})), false);
  EXPECT_TRUTH(is_contiguous(laid_out({}, {})), true);
}

// The stride of an axis of size 1 is never used, so it may be anything; without elements no stride is used.
// Input: [1, 4] with strides [99, 1], [4, 1] with [1, 7], [2, 1, 3] with [3, 50, 1], [0, 3] with [5, 9]
// Lesson: "Shape, strides, offset"
TEST(IsContiguous, ForgivesTheStrideOfAnAxisOfSizeOne) {
  EXPECT_TRUTH(is_contiguous(laid_out({1, 4}, {99, 1})), true)
      .because("nobody ever steps along an axis of size 1")
      .unlike("the stride of an axis of size 1 was compared too", "false"s);
  EXPECT_TRUTH(is_contiguous(laid_out({4, 1}, {1, 7})), true);
  EXPECT_TRUTH(is_contiguous(laid_out({2, 1, 3}, {3, 50, 1})), true);
  EXPECT_TRUTH(is_contiguous(laid_out({2, 1, 3}, {4, 3, 1})), false).because("the axes around it still count");
  EXPECT_TRUTH(is_contiguous(laid_out({0, 3}, {5, 9})), true).because("no element, so none out of place");
}

}  // namespace
