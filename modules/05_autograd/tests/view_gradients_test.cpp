#include "gradients.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto view_rounding = tolerance(1e-6, "sums of a few float32 numbers");

// A copy and a change of shape pass every gradient back to the number it belongs to.
// Input: x [2, 3], row-major and with other strides; reshaped to [3, 2] and to [6]
// Lesson: "Views"
TEST(CloneAndReshapeRules, PassTheGradientBackInTheInputsShape) {
  Generator generator = test_generator(1);
  const Tensor g = random_tensor({2, 3}, generator);
  for (const Tensor& x : {counting_tensor({2, 3}), strided_copy(counting_tensor({2, 3}))}) {
    EXPECT_TENSOR_EQ(gradient_of(gu::clone, x, g), g);
    for (const Shape& shape : {Shape{3, 2}, Shape{6}, Shape{1, 2, 3}}) {
      const Tensor reshaped(g.storage(), shape, make_tensor(shape, std::vector<float>(6)).strides());
      EXPECT_TENSOR_EQ(gradient_of([&](const Tensor& v) { return reshape(v, shape); }, x, reshaped), g)
          .because("row by row, the same numbers in the same order");
    }
  }
  EXPECT_SHAPE(answered_shape(reshape_rule, node_with({counting_tensor({2, 3})}, counting_tensor({3, 2})), 0), {2, 3})
      .unlike("the gradient was left in the shape of the result", shape_value({3, 2}));
}

// A permutation is undone by its inverse. A swap is its own inverse; a cycle of three axes is not.
// Input: x [2, 3, 4] permuted by {1, 2, 0}; a cube [2, 2, 2] by the same, where shapes do not tell
// Lesson: "Views"
TEST(PermuteRule, UsesTheInversePermutation) {
  Generator generator = test_generator(2);
  const Axes order{1, 2, 0};
  const Axes inverse{2, 0, 1};
  const auto turn = [&](const Tensor& v) { return permute(v, order); };
  const Tensor g = random_tensor({2, 2, 2}, generator);
  EXPECT_TENSOR_EQ(gradient_of(turn, counting_tensor({2, 2, 2}), g), textbook::permute(g, inverse))
      .because("axis i of the result is axis order[i] of x; going back, axis order[i] is axis i")
      .unlike("the permutation was applied again instead of its inverse", textbook::permute(g, order))
      .unlike("the gradient was not permuted back", g)
      .given("output gradient", g);
  const auto node = node_with({counting_tensor({2, 3, 4})}, counting_tensor({3, 4, 2}), {.integers = {1, 2, 0}});
  EXPECT_SHAPE(answered_shape(permute_rule, node, 0), {2, 3, 4})
      .unlike("the permutation was applied again instead of its inverse", shape_value({4, 2, 3}))
      .unlike("the gradient was not permuted back", shape_value({3, 4, 2}));
  const Tensor plane = random_tensor({2, 3}, generator);
  EXPECT_TENSOR_EQ(gradient_of([](const Tensor& v) { return transpose(v); }, counting_tensor({3, 2}), plane),
                   textbook::transpose(plane));
}

// The gradient of a slice goes to where the slice was taken; all else gets zeros.
// Input: x [5, 2], rows 1 and 3 (start 1, stop 4, step 2); columns; an empty slice
// Lesson: "Views"
TEST(SliceRule, PutsTheGradientWhereTheSliceWasTaken) {
  const Tensor g = make_tensor({2, 2}, {1, 2, 3, 4});
  const auto rows = [](const Tensor& v) { return slice(v, 0, 1, 4, 2); };
  EXPECT_TENSOR_EQ(gradient_of(rows, counting_tensor({5, 2}), g), make_tensor({5, 2}, {0, 0, 1, 2, 0, 0, 3, 4, 0, 0}))
      .because("a number that was not taken does not move the loss")
      .unlike("the gradient of a slice was put at the start of the axis",
              make_tensor({5, 2}, {1, 2, 0, 0, 3, 4, 0, 0, 0, 0}))
      .unlike("the step of the slice was forgotten", make_tensor({5, 2}, {0, 0, 1, 2, 3, 4, 0, 0, 0, 0}))
      .unlike("the step of the slice was forgotten", make_tensor({5, 2}, {0, 0, 1, 2, 1, 2, 1, 2, 0, 0}))
      .given("g", g);
  const auto column = [](const Tensor& v) { return slice(v, -1, 2, 3); };
  EXPECT_TENSOR_EQ(gradient_of(column, strided_copy(counting_tensor({2, 3})), make_tensor({2, 1}, {5, 6})),
                   make_tensor({2, 3}, {0, 0, 5, 0, 0, 6}))
      .unlike("the gradient of a slice was put at the start of the axis", make_tensor({2, 3}, {5, 0, 0, 6, 0, 0}));
  const auto nothing = [](const Tensor& v) { return slice(v, 0, 1, 1); };
  EXPECT_TENSOR_EQ(gradient_of(nothing, counting_tensor({2, 3}), counting_tensor({0, 3})), filled_tensor({2, 3}, 0));
}

// Slices may overlap: a number that is in two of them collects both gradients. A leaf's gradient covers all of it.
// Input: x [4], x[0:3] with weights 1, 2, 3 and x[1:4] with weights 10, 20, 30
// Lesson: "Views"
TEST(SliceRule, AddsUpWhereSlicesOverlap) {
  Tensor x = counting_tensor({4});
  x.set_requires_grad(true);
  backward(slice(x, 0, 0, 3), make_tensor({3}, {1, 2, 3}));
  backward(slice(x, 0, 1, 4), make_tensor({3}, {10, 20, 30}));
  EXPECT_TENSOR_EQ(gradient(x), make_tensor({4}, {1, 12, 23, 30}));
  const Tensor y = slice(slice(x, 0, 1, 4), 0, 1, 2);
  zero_gradient(x);
  backward(y);
  EXPECT_TENSOR_EQ(gradient(x), make_tensor({4}, {0, 0, 1, 0})).because("x[1:4][1:2] is x[2]");
}

// A number that was repeated is answerable for every repetition.
// Input: x [2, 1] expanded to [3, 2, 4]
// Lesson: "Views"
TEST(ExpandRule, SumsOverTheRepetitions) {
  Generator generator = test_generator(3);
  const Tensor g = random_tensor({3, 2, 4}, generator);
  const auto stretch = [](const Tensor& v) { return expand(v, {3, 2, 4}); };
  const Tensor x = counting_tensor({2, 1});
  EXPECT_SHAPE(answered_shape(expand_rule, node_with({x}, g), 0), {2, 1})
      .unlike("the repeated gradient was not summed", shape_value({3, 2, 4}));
  EXPECT_TENSOR_NEAR(gradient_of(stretch, x, g), textbook::sum_to(g, {2, 1}), view_rounding);
}

// Each part of a concatenation gets the part of the gradient that came from it.
// Input: a [2, 2], b [2, 1], c [2, 2] along axis 1; the outer two have one shape, so a swap shows in values alone
// Lesson: "Views"
TEST(ConcatRule, CutsTheGradientWhereThePartsMet) {
  const Tensor g = counting_tensor({2, 5});
  const auto join = [](const Inputs& x) { return concat(x, 1); };
  const auto gradients =
      gradients_of(join, {counting_tensor({2, 2}), counting_tensor({2, 1}), counting_tensor({2, 2})}, g);
  const auto first = [] { return make_tensor({2, 2}, {0, 1, 5, 6}); };
  const auto last = [] { return make_tensor({2, 2}, {3, 4, 8, 9}); };
  EXPECT_TENSOR_EQ(gradients[0], first()).unlike("the parts were cut from the end: gradients swapped", last());
  EXPECT_TENSOR_EQ(gradients[1], make_tensor({2, 1}, {2, 7}))
      .unlike("every part was cut at the start of the axis", make_tensor({2, 1}, {0, 5}));
  EXPECT_TENSOR_EQ(gradients[2], last())
      .unlike("the parts were cut from the end: gradients swapped", first())
      .unlike("every part was cut at the start of the axis", first());
}

// A constant among the parts gets nothing, but its place is stepped over. The axis may be negative, a part empty.
// Input: concat(a, constant, b) along axis -1 of [2, 1], [2, 3], [2, 1]; a part of size 0
// Lesson: "Views"
TEST(ConcatRule, StepsOverConstants) {
  const Tensor part = counting_tensor({2, 1});
  const auto node = node_with({part, counting_tensor({2, 3}), part}, counting_tensor({2, 5}), {.integers = {1}}, {1});
  EXPECT_TEXT(answered_inputs(concat_rule, node), "0 2");
  const auto answer = concat_rule(*node, counting_tensor({2, 5}));
  EXPECT_TENSOR_EQ(answer.at(2), make_tensor({2, 1}, {4, 9}))
      .unlike("a part without gradient was not stepped over", make_tensor({2, 1}, {1, 6}));
  const auto join = [](const Inputs& x) { return concat(x, -1); };
  const auto gradients = gradients_of(join, {counting_tensor({2, 0}), part}, make_tensor({2, 1}, {8, 9}));
  EXPECT_SHAPE(gradients[0].shape(), {2, 0});
  EXPECT_TENSOR_EQ(gradients[1], make_tensor({2, 1}, {8, 9}));
}

// Each of the stacked tensors gets its slab of the gradient, without the new axis.
// Input: two tensors [2, 2] stacked along axis 0, 1 and -1
// Lesson: "Views"
TEST(StackRule, GivesEachInputItsSlab) {
  const Tensor g = counting_tensor({2, 2, 2});
  for (const Index axis : {0, 1, -1}) {
    const auto pile = [&](const Inputs& x) { return stack(x, axis); };
    const auto gradients = gradients_of(pile, {counting_tensor({2, 2}), counting_tensor({2, 2})}, g);
    const auto slab = [&](Index which) {
      const auto at = static_cast<std::size_t>(axis < 0 ? 2 : axis);
      IndexList start{0, 0, 0};
      IndexList stop{2, 2, 2};
      start[at] = which;
      stop[at] = which + 1;
      return Array64({2, 2}, xtensor::slice(g, start, stop, {1, 1, 1}).values);
    };
    EXPECT_TENSOR_EQ(gradients[0], slab(0))
        .unlike_where(axis != 0, "the slabs were cut along the first axis, not along the new one",
                      make_tensor({2, 2}, {0, 1, 2, 3}));
    EXPECT_TENSOR_EQ(gradients[1], slab(1)).unlike("every input got the slab of the first", slab(0));
  }
  const auto node =
      node_with({counting_tensor({3}), counting_tensor({3})}, counting_tensor({2, 3}), {.integers = {0}}, {0});
  EXPECT_TEXT(answered_inputs(stack_rule, node), "1");
}

// Each rule against the differences of the same movement in float64.
// Input: random [2, 3, 4], copied, reshaped, permuted, cut along two axes, repeated, joined to itself and piled on itself
// Lesson: "Checking by finite differences"
TEST(ViewRules, EqualFiniteDifferences) {
  struct Movement {
    std::function<Tensor(const Tensor&)> operation;
    std::function<Array64(const Array64&)> formula;
    Shape result;
  };
  const std::vector<Movement> movements{
      {[](const Tensor& x) { return clone(x); }, [](const Array64& x) { return x; }, {2, 3, 4}},
      {[](const Tensor& x) {
         return reshape(x, {4, 6});
       },
       [](const Array64& x) {
         return Array64({4, 6}, x.values);
       },
       {4, 6}},
      {[](const Tensor& x) {
         return permute(x, {2, 0, 1});
       },
       [](const Array64& x) {
         return textbook::permute(x, {2, 0, 1});
       },
       {4, 2, 3}},
      {[](const Tensor& x) { return slice(x, 1, 1, 3); },
       [](const Array64& x) {
         return xtensor::slice(x, {0, 1, 0}, {2, 3, 4}, {1, 1, 1});
       },
       {2, 2, 4}},
      {[](const Tensor& x) { return slice(x, 2, 1, 4, 2); },
       [](const Array64& x) {
         return xtensor::slice(x, {0, 0, 1}, {2, 3, 4}, {1, 1, 2});
       },
       {2, 3, 2}},
      {[](const Tensor& x) {
         return expand(x, {2, 2, 3, 4});
       },
       [](const Array64& x) {
         return textbook::combine(Array64(Shape{2, 1, 1, 1}), x, std::plus<>());
       },
       {2, 2, 3, 4}},
      {[](const Tensor& x) {
         return concat({x, x}, 1);
       },
       [](const Array64& x) { return xtensor::concatenate(x, x, 1); },
       {2, 6, 4}},
      {[](const Tensor& x) {
         return stack({x, x}, 0);
       },
       [](const Array64& x) {
         return textbook::combine(Array64(Shape{2, 1, 1, 1}), x, std::plus<>());
       },
       {2, 2, 3, 4}}};
  Generator generator = test_generator(4);
  for (const auto& [operation, formula, result] : movements) {
    const Tensor x = random_tensor({2, 3, 4}, generator);
    const Tensor g = random_tensor(result, generator);
    EXPECT_TENSOR_NEAR(gradient_of(operation, x, g), finite_differences(formula, x, g), view_rounding);
  }
}

// Views of a leaf lead back to it: the gradient of a transposed slice arrives at the right numbers.
// Input: x [3, 4], row 2 of columns 1 and 2 of x, transposed
// Lesson: "Views"
TEST(ViewRules, LeadBackThroughSeveralViews) {
  const auto corner = [](const Tensor& x) { return transpose(slice(slice(x, 0, 2, 3), 1, 1, 3)); };
  EXPECT_TENSOR_EQ(gradient_of(corner, counting_tensor({3, 4}), make_tensor({2, 1}, {5, 6})),
                   make_tensor({3, 4}, {0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 6, 0}));
}

}  // namespace
