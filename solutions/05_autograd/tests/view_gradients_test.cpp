#include "gradients.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto view_rounding = tolerance(2e-6, "sums of a few float32 numbers; the differences are good to 1e-9");

// Views of views of views, over four axes: what moved forwards moves back, and what repeated adds up.
// Input: random [2, 3, 4, 2], reversed and with gaps: permuted, sliced by 2, reshaped, stretched
// Lesson: "Views"
TEST(HiddenViewRules, UndoChainsOfViews) {
  Generator generator = test_generator(901);
  const Tensor x = random_tensor({2, 3, 4, 2}, generator);
  const Tensor g = random_tensor({5, 6, 4}, generator);
  const auto forward = [](const Tensor& v) {
    return expand(reshape(slice(permute(v, {2, 1, 3, 0}), 0, 1, 4, 2), {1, 6, -1}), {5, 6, 4});
  };
  const auto formula = [](const Array64& at) {
    Array64 part = xtensor::slice(textbook::permute(at, {2, 1, 3, 0}), {1, 0, 0, 0}, {4, 3, 2, 2}, {2, 1, 1, 1});
    part.shape = Shape{1, 6, 4};
    return textbook::combine(part, Array64(Shape{5, 6, 4}), std::plus<>());
  };
  for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
    EXPECT_TENSOR_NEAR(gradient_of(forward, laid_out, g), finite_differences(formula, x, g), view_rounding);
  }
  EXPECT_TENSOR_EQ(gradient_of([](const Tensor& v) { return transpose(v, 0, 2); }, x, as_input([&] {
                                 return to_tensor(textbook::permute(x, {2, 1, 0, 3}));
                               })),
                   x)
      .because("a swap is its own inverse");
}

// Parts of different size along any axis, one of them twice, one a constant; stacked along any axis.
// Input: random [2, 2, 3], [2, 1, 3], the first once more, along each axis; the output gradient random
// Lesson: "Views"
TEST(HiddenViewRules, CutAndAddUpPartsAlongAnyAxis) {
  Generator generator = test_generator(902);
  const Tensor a = random_tensor({2, 2, 3}, generator);
  const Tensor b = random_tensor({2, 1, 3}, generator);
  const Tensor g = random_tensor({2, 5, 3}, generator);
  const auto join = [](const Inputs& x) { return concat({x[0], x[1], x[0]}, -2); };
  const auto gradients = gradients_of(join, {gapped_copy(a), strided_copy(b)}, g);
  EXPECT_TENSOR_NEAR(gradients[0],
                     textbook::combine(xtensor::slice(g, {0, 0, 0}, {2, 2, 3}, {1, 1, 1}),
                                       xtensor::slice(g, {0, 3, 0}, {2, 5, 3}, {1, 1, 1}), std::plus<>()),
                     view_rounding)
      .because("what stands in two places answers for both");
  EXPECT_TENSOR_EQ(gradients[1], xtensor::slice(g, {0, 2, 0}, {2, 3, 3}, {1, 1, 1}));
  for (Index axis = 0; axis < 3; ++axis) {
    Shape shape;
    for (Index i = 0; i < 3; ++i) shape.push_back(i == axis ? 3 : (i - (i > axis ? 1 : 0) == 0 ? 2 : 4));
    const Tensor weights = random_tensor(shape, generator);
    const auto slab = [&](Index which) {
      IndexList start{0, 0, 0};
      IndexList stop = shape;
      start[static_cast<std::size_t>(axis)] = which;
      stop[static_cast<std::size_t>(axis)] = which + 1;
      return Array64(Shape{2, 4}, xtensor::slice(weights, start, stop, {1, 1, 1}).values);
    };
    const auto put = [&](const Inputs& x) { return stack({x[0], counting_tensor({2, 4}), x[1]}, axis - 3); };
    const auto parts =
        gradients_of(put, {strided_copy(random_tensor({2, 4}, generator)), random_tensor({2, 4}, generator)}, weights);
    EXPECT_TENSOR_EQ(parts[0], slab(0));
    EXPECT_TENSOR_EQ(parts[1], slab(2));
  }
}

// Every part gets what came from its own place, behind parts of other sizes and behind constants, along any axis.
// Input: three random parts around a constant, sizes 1 to 4 along the axis that is joined, 2 along the others
// Lesson: "Views"
TEST(HiddenViewRules, CutEveryPartAtItsOwnPlace) {
  Generator generator = test_generator(903);
  for (Index axis = 0; axis < 3; ++axis) {
    const auto at = static_cast<std::size_t>(axis);
    const auto shape_of = [&](Index size) {
      Shape shape{2, 2, 2};
      shape[at] = size;
      return shape;
    };
    const std::vector<Index> sizes{1 + generator.below(4), 1 + generator.below(4), 1 + generator.below(4),
                                   1 + generator.below(4)};
    const Inputs parts{random_tensor(shape_of(sizes[0]), generator), random_tensor(shape_of(sizes[2]), generator),
                       random_tensor(shape_of(sizes[3]), generator)};
    const Tensor constant = random_tensor(shape_of(sizes[1]), generator);
    const Tensor g = random_tensor(shape_of(sizes[0] + sizes[1] + sizes[2] + sizes[3]), generator);
    const auto join = [&](const Inputs& x) { return concat({x[0], constant, x[1], x[2]}, axis - 3); };
    const auto gradients = gradients_of(join, parts, g);
    const auto part = [&](Index start, Index size) {
      IndexList from{0, 0, 0};
      IndexList to{2, 2, 2};
      from[at] = start;
      to[at] = start + size;
      return xtensor::slice(g, from, to, {1, 1, 1});
    };
    EXPECT_TENSOR_EQ(gradients[0], part(0, sizes[0]));
    EXPECT_TENSOR_EQ(gradients[1], part(sizes[0] + sizes[1], sizes[2]));
    EXPECT_TENSOR_EQ(gradients[2], part(sizes[0] + sizes[1] + sizes[2], sizes[3]));
  }
}

}  // namespace
