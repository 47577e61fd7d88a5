#include "gu/tensor.hpp"
#include "gu/testing/recording.hpp"

using namespace gu;
using namespace gu::testing;
using namespace std::string_literals;

namespace {

bool share_storage(const Tensor& a, const Tensor& b) {
  return a.storage() == b.storage();
}

/// Rows 1 and 2, columns 2 and 4 of 0 .. 23 in [4, 6]: strides and an offset that nobody may forget.
Tensor window() {
  const Tensor base = counting_tensor({4, 6});
  return {base.storage(), {2, 2}, {6, 2}, 8};
}

template <class Function>
Index allocations_of(Function function) {
  const MemoryScope memory;
  function();
  return memory.allocations();
}

// clone() copies the numbers that the indices reach, row by row, into storage of its own.
// Input: a window into 0 .. 23, a strided [2, 3, 4], a scalar, nothing
// Lesson: "Views"
TEST(Clone, CopiesWhatTheIndicesReach) {
  const Tensor x = window();
  const Tensor copy = clone(x);
  EXPECT_TRUTH(share_storage(copy, x), false)
      .because("whoever writes to the clone must not change the original")
      .unlike("the clone shares the storage of the original", "true"s);
  EXPECT_TENSOR_EQ(copy, Array64(Shape{2, 2}, {8, 10, 14, 16}))
      .unlike("the numbers were copied in the order of the storage", Array64(Shape{2, 2}, {8, 9, 10, 11}))
      .unlike("the offset of the view was forgotten", Array64(Shape{2, 2}, {0, 2, 6, 8}));
  EXPECT_INDICES(copy.strides(), {2, 1});
  const Tensor turned = clone(strided_copy(counting_tensor({2, 3, 4})));
  EXPECT_TENSOR_EQ(turned, counting_tensor({2, 3, 4}));
  EXPECT_INDICES(turned.strides(), {12, 4, 1}).because("a copy is row-major, whatever the original was");
  EXPECT_TENSOR_EQ(clone(filled_tensor({}, 5)), Array64(5.0));
  EXPECT_TENSOR_EQ(clone(counting_tensor({2, 0})), Array64(Shape{2, 0}));
}

// contiguous() copies only what does not lie row by row already.
// Input: a row-major [2, 3]; the same strided
// Lesson: "Views"
TEST(Contiguous, CopiesOnlyWhatItMust) {
  const Tensor packed = counting_tensor({2, 3});
  EXPECT_COUNT(allocations_of([&] { contiguous(packed); }), 0)
      .because("the tensor is contiguous already: hand it back")
      .unlike("a contiguous tensor was copied all the same", 1.0);
  EXPECT_TRUTH(share_storage(contiguous(packed), packed), true);
  const Tensor last_row(packed.storage(), {1, 3}, {3, 1}, 3);
  EXPECT_TRUTH(share_storage(contiguous(last_row), packed), true).because("an offset is no gap");
  const Tensor made = contiguous(strided_copy(packed));
  EXPECT_TENSOR_EQ(made, packed);
  EXPECT_INDICES(made.strides(), {3, 1})
      .unlike("a strided tensor was handed back as it is", integers_value(Strides{1, 2}));
}

// A reshape keeps the order of a row-major walk over the indices, wherever the numbers lie.
// Input: [2, 6] to [3, 4]; a strided [2, 3] to [3, 2]; rows 2 and 3 of [4, 3] to [6]
// Lesson: "Views"
TEST(Reshape, KeepsTheOrderOfTheIndices) {
  EXPECT_TENSOR_EQ(reshape(counting_tensor({2, 6}), {3, 4}), counting_tensor({3, 4}));
  EXPECT_TENSOR_EQ(reshape(strided_copy(counting_tensor({2, 3})), {3, 2}), counting_tensor({3, 2}))
      .because("reading order is that of the indices: 0 1 2, then 3 4 5")
      .unlike("the numbers were taken in the order of the storage, not of the indices",
              Array64(Shape{3, 2}, {0, 3, 1, 4, 2, 5}));
  const Tensor rows(counting_tensor({4, 3}).storage(), {2, 3}, {3, 1}, 6);
  EXPECT_TENSOR_EQ(reshape(rows, {6}), Array64(Shape{6}, {6, 7, 8, 9, 10, 11}))
      .unlike("the offset of the view was forgotten", counting_tensor({6}));
  EXPECT_TENSOR_EQ(reshape(filled_tensor({}, 3), {1, 1}), filled_tensor({1, 1}, 3));
  EXPECT_SHAPE(reshape(counting_tensor({0, 3}), {3, 5, 0}).shape(), {3, 5, 0});
  EXPECT_SHAPE(reshape(counting_tensor({4}), {1, 2, 1, 1, 2, 1, 1, 1}).shape(), {1, 2, 1, 1, 2, 1, 1, 1});
}

// A reshape of a contiguous tensor is a view and costs nothing; of another one it is a copy.
// Input: [4, 6] to [2, 12]; the same strided
// Lesson: "Views"
TEST(Reshape, IsAViewWhereItCanBe) {
  const Tensor x = counting_tensor({4, 6});
  EXPECT_COUNT(allocations_of([&] {
                 reshape(x, {2, 12});
               }),
               0)
      .because("the numbers already lie in the order that the new shape wants")
      .unlike("a reshape of a contiguous tensor was a copy", 1.0);
  EXPECT_TRUTH(share_storage(reshape(x, {24}), x), true);
  EXPECT_TRUTH(share_storage(reshape(Tensor(x.storage(), {2, 6}, {6, 1}, 12), {12}), x), true);
  EXPECT_INDICES(reshape(x, {2, 3, 4}).strides(), {12, 4, 1});
  EXPECT_TRUTH(share_storage(reshape(strided_copy(x), {24}), x), false);
}

// One size may be -1 and is what the others leave.
// Input: [2, 3, 4] to [-1, 4], [-1], [2, -1, 1]; [] to [-1]; [0, 3] to [-1, 3]
// Lesson: "Views"
TEST(Reshape, WorksOutOneSize) {
  const Tensor x = counting_tensor({2, 3, 4});
  EXPECT_TENSOR_EQ(reshape(x, {-1, 4}), counting_tensor({6, 4}));
  EXPECT_SHAPE(reshape(x, {-1}).shape(), {24});
  EXPECT_SHAPE(reshape(x, {2, -1, 1}).shape(), {2, 12, 1});
  EXPECT_SHAPE(reshape(filled_tensor({}, 1), {-1}).shape(), {1});
  EXPECT_SHAPE(reshape(counting_tensor({0, 3}), {-1, 3}).shape(), {0, 3});
}

// A shape that does not hold exactly the same numbers is refused, and the message names both.
// Input: [2, 3] to [4], [4, -1], [-1, -1], [-2, -3]; [0, 3] to [-1, 0]
// Lesson: "Views"
TEST(Reshape, RefusesAShapeThatDoesNotFit) {
  const Tensor x = counting_tensor({2, 3});
  EXPECT_THROWS(reshape(x, {4}), std::invalid_argument, "[2, 3]", "[4]");
  EXPECT_THROWS(reshape(x, {4, -1}), std::invalid_argument, "[2, 3]", "[4, -1]").because("6 is no multiple of 4");
  EXPECT_THROWS(reshape(x, {-1, -1}), std::invalid_argument);
  EXPECT_THROWS(reshape(x, {-2, -3}), std::invalid_argument).because("the product fits, the sizes do not");
  EXPECT_THROWS(reshape(counting_tensor({0, 3}), {-1, 0}), std::invalid_argument).because("beside a 0 it could be any");
  EXPECT_SHAPE(reshape(x, {6, 1}).shape(), {6, 1});
}

// Axis i of the result is axis order[i] of x; the numbers stay where they are.
// Input: [2, 3, 4] with order [2, 0, 1], row-major and strided; a window; eight axes reversed
// Lesson: "Views"
TEST(Permute, PutsTheAxesInTheNewOrder) {
  const Tensor x = counting_tensor({2, 3, 4});
  const Tensor turned = permute(x, {2, 0, 1});
  EXPECT_TENSOR_EQ(turned, textbook::permute(x, {2, 0, 1}))
      .unlike("the axes were moved the other way round: axis i went to place order[i]", textbook::permute(x, {1, 2, 0}))
      .unlike("the shape was permuted but the strides were not", counting_tensor({4, 2, 3}));
  EXPECT_TENSOR_EQ(permute(x, {-1, 0, -2}), xtensor::permute(x, {2, 0, 1}));
  EXPECT_INDICES(turned.strides(), {1, 12, 4}).because("axis 2 of x, which has stride 1, comes first");
  EXPECT_TENSOR_EQ(permute(strided_copy(x), {2, 0, 1}), textbook::permute(x, {2, 0, 1}))
      .because("the strides to permute are those of the tensor, not those of its shape");
  EXPECT_TENSOR_EQ(permute(window(), {1, 0}), Array64(Shape{2, 2}, {8, 14, 10, 16}))
      .unlike("the offset of the view was forgotten", Array64(Shape{2, 2}, {0, 6, 2, 8}));
  EXPECT_TENSOR_EQ(permute(filled_tensor({}, 4), {}), Array64(4.0));
  const Tensor wide = counting_tensor({2, 1, 3, 1, 2, 1, 1, 2});
  EXPECT_TENSOR_EQ(clone(permute(wide, {7, 6, 5, 4, 3, 2, 1, 0})), textbook::permute(wide, {7, 6, 5, 4, 3, 2, 1, 0}));
}

// An order that is no permutation of the axes is refused.
// Input: [2, 3, 4] with an axis twice, one missing, one too many, one that is not there
// Lesson: "Views"
TEST(Permute, RefusesAnOrderThatIsNoPermutation) {
  const Tensor x = counting_tensor({2, 3, 4});
  EXPECT_THROWS(permute(x, {0, 0, 1}), std::invalid_argument, "[0, 0, 1]")
      .unlike("an axis was allowed twice", "no exception"s);
  EXPECT_THROWS(permute(x, {0, -3, 1}), std::invalid_argument).because("-3 is axis 0 by another name");
  EXPECT_THROWS(permute(x, {0, 1}), std::invalid_argument, "[0, 1]");
  EXPECT_THROWS(permute(x, {0, 1, 2, 2}), std::invalid_argument);
  EXPECT_THROWS(permute(x, {0, 1, 3}), std::invalid_argument);
  EXPECT_SHAPE(permute(x, {0, 2, 1}).shape(), {2, 4, 3});
}

// transpose() swaps two axes, the last two unless told otherwise, and leaves the others.
// Input: [2, 3, 4]
// Lesson: "Views"
TEST(Transpose, SwapsTwoAxes) {
  const Tensor x = counting_tensor({2, 3, 4});
  EXPECT_TENSOR_EQ(transpose(x), textbook::permute(x, {0, 2, 1}))
      .unlike("all axes were reversed, not two swapped", textbook::permute(x, {2, 1, 0}))
      .unlike("the shape was permuted but the strides were not", counting_tensor({2, 4, 3}));
  EXPECT_TENSOR_EQ(transpose(x, 0, 1), textbook::permute(x, {1, 0, 2}));
  EXPECT_TENSOR_EQ(transpose(x, -1, 0), textbook::permute(x, {2, 1, 0}));
  EXPECT_TENSOR_EQ(transpose(x, 1, 1), x);
  EXPECT_TENSOR_EQ(transpose(transpose(x, 0, 2), 0, 2), x).because("swapping twice is doing nothing");
  EXPECT_THROWS(transpose(counting_tensor({3})), std::invalid_argument)
      .because("one axis cannot be swapped with a second");
}

// slice() takes start, start + step, ... and stops before stop.
// Input: 0 .. 23 in [4, 6]
// Lesson: "Views"
TEST(Slice, StopsBeforeStopAndStepsByStep) {
  const Tensor x = counting_tensor({4, 6});
  const auto columns = [&](Index start, Index stop, Index step) {
    return xtensor::slice(x, {0, start}, {4, stop}, {1, step});
  };
  EXPECT_TENSOR_EQ(slice(x, 1, 1, 5, 2), columns(1, 5, 2))
      .because("columns 1 and 3")
      .unlike("the step was ignored", columns(1, 5, 1))
      .unlike("stop was included", columns(1, 6, 2))
      .unlike("start was ignored", columns(0, 4, 2));
  EXPECT_TENSOR_EQ(slice(x, -1, 0, 5, 2), columns(0, 5, 2))
      .because("columns 0, 2 and 4: five entries by twos are three")
      .unlike("the number of entries was rounded down", columns(0, 4, 2));
  EXPECT_TENSOR_EQ(slice(x, 1, 1, 6, 4), columns(1, 6, 4));
  EXPECT_TENSOR_EQ(slice(x, 1, 0, 6), x);
}

// Along an outer axis the slice moves by whole rows; slices of slices and of transposes add up.
// Input: rows 1 and 2 of [4, 6]; a slice of a slice; a slice of a transpose; an empty slice
// Lesson: "Views"
TEST(Slice, MovesByTheStrideOfItsAxis) {
  const Tensor x = counting_tensor({4, 6});
  const Tensor rows = slice(x, 0, 1, 3);
  EXPECT_TENSOR_EQ(rows, xtensor::slice(x, {1, 0}, {3, 6}, {1, 1}))
      .unlike("start was counted in elements, not in rows",
              Array64(Shape{2, 6}, {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12}))
      .unlike("start was ignored", counting_tensor({2, 6}));
  EXPECT_TENSOR_EQ(slice(slice(rows, 1, 1, 6, 2), 1, 1, 3), Array64(Shape{2, 2}, {9, 11, 15, 17}))
      .because("of columns 1, 3, 5 the last two, in rows 1 and 2")
      .unlike("the offset of the view was forgotten", Array64(Shape{2, 2}, {2, 4, 8, 10}));
  EXPECT_TENSOR_EQ(slice(strided_copy(x), 0, 1, 4, 2), xtensor::slice(x, {1, 0}, {4, 6}, {2, 1}));
  EXPECT_SHAPE(slice(x, 0, 4, 4).shape(), {0, 6}).because("nothing, at the very end, is legal");
  EXPECT_SHAPE(slice(x, 1, 2, 2).shape(), {4, 0});
}

// What does not lie in the axis is refused.
// Input: [4, 6] with start above stop, stop above the size, a negative start, a step of 0, an axis that is not there
// Lesson: "Views"
TEST(Slice, RefusesWhatIsOutside) {
  const Tensor x = counting_tensor({4, 6});
  EXPECT_THROWS(slice(x, 0, 3, 2), std::invalid_argument, "3", "2");
  EXPECT_THROWS(slice(x, 0, 0, 5), std::invalid_argument, "5", "[4, 6]");
  EXPECT_THROWS(slice(x, 0, -1, 2), std::invalid_argument, "-1");
  EXPECT_THROWS(slice(x, 0, 0, 2, 0), std::invalid_argument, "0");
  EXPECT_THROWS(slice(x, 2, 0, 1), std::invalid_argument, "2");
  EXPECT_SHAPE(slice(x, 0, 0, 4).shape(), {4, 6});
}

// Axes of size 1, and axes in front that are missing, repeat; the others stay.
// Input: [3] to [3, 3], [3, 1] to [2, 3, 4], a column of [2, 3] to [2, 3], [] to [2, 2], [1, 3] to [0, 3]
// Lesson: "Broadcasting"
TEST(Expand, RepeatsAxesOfSizeOne) {
  EXPECT_COUNT(allocations_of([] {
                 expand(filled_tensor({}, 1), {100, 100, 100});
               }),
               1)
      .because("a million entries, one number: only the input was allocated")
      .unlike("the repeated numbers were copied", 2.0);
  EXPECT_TENSOR_EQ(expand(counting_tensor({3}), {3, 3}), Array64(Shape{3, 3}, {0, 1, 2, 0, 1, 2, 0, 1, 2}))
      .because("shapes are aligned at the last axis: every row is the vector")
      .unlike("missing axes were put at the end, not in front", Array64(Shape{3, 3}, {0, 0, 0, 1, 1, 1, 2, 2, 2}));
  const Tensor first_column(counting_tensor({2, 3}).storage(), {2, 1}, {3, 1});
  EXPECT_TENSOR_EQ(expand(first_column, {2, 3}), Array64(Shape{2, 3}, {0, 0, 0, 3, 3, 3}))
      .unlike("an axis of size 1 kept its stride when it was stretched, so that its neighbours were read",
              counting_tensor({2, 3}));
  const Tensor column = expand(counting_tensor({3, 1}), {2, 3, 4});
  EXPECT_TENSOR_EQ(column, xtensor::binary("add", counting_tensor({3, 1}), Array64(Shape{2, 3, 4})));
  EXPECT_INDICES(column.strides(), {0, 1, 0}).because("a stride of 0 stays on the same number");
  EXPECT_TENSOR_EQ(expand(filled_tensor({}, 7), {2, 2}), filled_tensor({2, 2}, 7));
  EXPECT_TENSOR_EQ(expand(window(), {2, 2, 2}), Array64(Shape{2, 2, 2}, {8, 10, 14, 16, 8, 10, 14, 16}));
  EXPECT_SHAPE(expand(counting_tensor({1, 3}), {0, 3}).shape(), {0, 3});
}

// A shape that x does not stretch to is refused, and the message names both.
// Input: [2] to [3], [2, 3] to [3], [3] to [1], [2, 3] to [2, 1], [0] to [1]
// Lesson: "Broadcasting"
TEST(Expand, RefusesToStretchWhatIsNotOne) {
  EXPECT_THROWS(expand(counting_tensor({2}), {3}), std::invalid_argument, "[2]", "[3]");
  EXPECT_THROWS(expand(counting_tensor({2, 3}), {3}), std::invalid_argument, "[2, 3]", "[3]");
  EXPECT_THROWS(expand(counting_tensor({3}), {1}), std::invalid_argument).because("expanding never drops numbers");
  EXPECT_THROWS(expand(counting_tensor({2, 3}), {2, 1}), std::invalid_argument, "[2, 3]", "[2, 1]");
  EXPECT_THROWS(expand(counting_tensor({0}), {1}), std::invalid_argument).because("there is no number to repeat");
  EXPECT_SHAPE(expand(counting_tensor({1}), {3}).shape(), {3});
}

// concat() puts tensors one after the other along an axis that exists; all the others agree.
// Input: two [2, 2] along either axis; [2, 1, 3], [2, 0, 3] and a strided [2, 4, 3] along axis 1; a single one
// Lesson: "Views"
TEST(Concat, JoinsAlongAnExistingAxis) {
  const Tensor a(make_tensor({2, 2}, {1, 2, 3, 4}));
  const Tensor b(make_tensor({2, 2}, {5, 6, 7, 8}));
  EXPECT_TENSOR_EQ(concat({a, b}, 1), Array64(Shape{2, 4}, {1, 2, 5, 6, 3, 4, 7, 8}))
      .unlike("the tensors were joined along the first axis, whatever was asked",
              Array64(Shape{4, 2}, {1, 2, 3, 4, 5, 6, 7, 8}))
      .unlike("the parts were written one after the other in memory", Array64(Shape{2, 4}, {1, 2, 3, 4, 5, 6, 7, 8}))
      .unlike("every part was written at the beginning, one over the other",
              Array64(Shape{2, 4}, {5, 6, 0, 0, 7, 8, 0, 0}));
  EXPECT_TENSOR_EQ(concat({a, b}, 0), xtensor::concatenate(a, b, 0))
      .unlike("every part was written at the beginning, one over the other",
              Array64(Shape{4, 2}, {5, 6, 7, 8, 0, 0, 0, 0}));
  EXPECT_TENSOR_EQ(concat({a, b}, -1), xtensor::concatenate(a, b, 1));
  const Tensor x = counting_tensor({2, 1, 3});
  const Tensor y = strided_copy(counting_tensor({2, 4, 3}));
  EXPECT_TENSOR_EQ(concat({x, counting_tensor({2, 0, 3}), y}, 1), xtensor::concatenate(x, y, 1));
  EXPECT_TRUTH(share_storage(concat({a}, 0), a), false)
      .because("the result has storage of its own, even of one tensor");
  const MemoryScope memory;
  const Tensor joined = concat({y, y}, 0);
  EXPECT_COUNT(memory.peak_bytes(), 48 * 4).because("strided parts are copied straight into the result");
}

// Tensors that do not fit are refused, and the message names two shapes that do not.
// Input: nothing; [2, 3] and [2, 4] along axis 0; [2, 3] and [2]; two scalars
// Lesson: "Views"
TEST(Concat, RefusesTensorsThatDoNotFit) {
  const Tensor x = counting_tensor({2, 3});
  EXPECT_THROWS(concat({}, 0), std::invalid_argument);
  EXPECT_THROWS(concat({x, counting_tensor({2, 4})}, 0), std::invalid_argument, "[2, 3]", "[2, 4]");
  EXPECT_THROWS(concat({x, counting_tensor({2})}, 0), std::invalid_argument, "[2, 3]", "[2]");
  EXPECT_THROWS(concat({x, x}, 2), std::invalid_argument, "2");
  EXPECT_THROWS(concat({filled_tensor({}, 1), filled_tensor({}, 2)}, 0), std::invalid_argument)
      .because("scalars have no axis to join along; stack() makes one");
  EXPECT_SHAPE(concat({x, counting_tensor({2, 4})}, 1).shape(), {2, 7});
}

// stack() puts tensors side by side along a new axis, which the axis number counts in.
// Input: two [2, 2] along axes 0, 1, 2 and -1; three scalars
// Lesson: "Views"
TEST(Stack, MakesANewAxis) {
  const Tensor a(make_tensor({2, 2}, {1, 2, 3, 4}));
  const Tensor b(make_tensor({2, 2}, {5, 6, 7, 8}));
  const auto along_one = [] { return Array64(Shape{2, 2, 2}, {1, 2, 5, 6, 3, 4, 7, 8}); };
  const auto along_two = [] { return Array64(Shape{2, 2, 2}, {1, 5, 2, 6, 3, 7, 4, 8}); };
  EXPECT_TENSOR_EQ(stack({a, b}), Array64(Shape{2, 2, 2}, {1, 2, 3, 4, 5, 6, 7, 8}))
      .unlike("the tensors were joined along an existing axis, as concat does",
              Array64(Shape{4, 2}, {1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_TENSOR_EQ(stack({a, b}, 1), along_one());
  EXPECT_TENSOR_EQ(stack({a, b}, 2), along_two());
  EXPECT_TENSOR_EQ(stack({a, b}, -1), along_two())
      .because("-1 is the last axis of the result")
      .unlike("a negative axis was counted in the inputs, not in the result", along_one());
  EXPECT_TENSOR_EQ(stack({transpose(a), b}, 0), Array64(Shape{2, 2, 2}, {1, 3, 2, 4, 5, 6, 7, 8}));
  EXPECT_TENSOR_EQ(stack({filled_tensor({}, 1), filled_tensor({}, 2), filled_tensor({}, 3)}),
                   Array64(Shape{3}, {1, 2, 3}));
}

// Tensors of different shapes, or an axis that the result has not, are refused.
// Input: nothing; [2, 3] and [2, 4]; axis 3 of a result with three axes
// Lesson: "Views"
TEST(Stack, RefusesTensorsThatDiffer) {
  const Tensor x = counting_tensor({2, 3});
  EXPECT_THROWS(stack({}), std::invalid_argument);
  EXPECT_THROWS(stack({x, counting_tensor({2, 4})}), std::invalid_argument, "[2, 3]", "[2, 4]");
  EXPECT_THROWS(stack({x, x}, 3), std::invalid_argument, "3");
  EXPECT_SHAPE(stack({x, x}, 2).shape(), {2, 3, 2});
}

// Views compose, cost nothing and are windows on the same numbers; a clone is not.
// Input: 0 .. 23 in [4, 6], sliced, transposed, expanded, reshaped
// Lesson: "Views"
TEST(Views, AreWindowsOnTheSameNumbers) {
  const Tensor x = counting_tensor({4, 6});
  const Tensor copy = clone(x);
  Tensor view;
  EXPECT_COUNT(allocations_of([&] {
                 view = expand(transpose(slice(reshape(x, {2, 12}), 1, 0, 12, 5)), {2, 3, 2});
               }),
               0)
      .because("each of them only makes new shape and strides");
  EXPECT_TENSOR_EQ(view, Array64(Shape{2, 3, 2}, {0, 12, 5, 17, 10, 22, 0, 12, 5, 17, 10, 22}));
  Tensor row = slice(x, 0, 1, 2);
  row.mutable_data()[5] = -1;
  EXPECT_SCALAR_NEAR(x(1, 5), -1, exactly()).because("writing through a view writes to the tensor behind it");
  EXPECT_SCALAR_NEAR(transpose(x)(5, 1), -1, exactly());
  EXPECT_SCALAR_NEAR(copy(1, 5), 11, exactly()).because("a clone has numbers of its own");
}

// Views and copies report themselves to the computation graph, with axes made non-negative.
// Input: a [2, 3] that wants a gradient
// Lesson: "What the graph is told"
TEST(Views, AreRecorded) {
  Recording recording;
  Tensor x = counting_tensor({2, 3});
  x.set_requires_grad(true);
  EXPECT_TEXT(recording.last(clone(x), x), "clone of [2, 3]");
  EXPECT_TEXT(recording.last(reshape(x, {3, 2}), x), "reshape of [2, 3]");
  EXPECT_TEXT(recording.last(permute(x, {-1, 0}), x), "permute of [2, 3] integers 1 0");
  EXPECT_TEXT(recording.last(transpose(x), x), "permute of [2, 3] integers 1 0");
  EXPECT_TEXT(recording.last(slice(x, -1, 0, 3, 2), x), "slice of [2, 3] integers 1 0 3 2");
  EXPECT_TEXT(recording.last(expand(x, {4, 2, 3}), x), "expand of [2, 3]");
  EXPECT_TEXT(recording.last(concat({filled_tensor({1, 3}, 0), x}, 0), x), "concat of [1, 3] [2, 3] integers 0");
  EXPECT_TEXT(recording.last(stack({x, x}, -1), x), "stack of [2, 3] [2, 3] integers 2");
  const Tensor turned = transpose(x);
  EXPECT_TEXT(recording.last(contiguous(turned), x), "clone of [3, 2]")
      .because("a gradient must find its way through the copy");
  EXPECT_TEXT(recording.last(contiguous(x), x), "clone of [3, 2]")
      .because("x itself is handed back: nothing new to record");
}

}  // namespace
