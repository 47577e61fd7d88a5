#include "gradients.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto reduction_rounding = tolerance(5e-6, "a few float32 operations; the differences are good to 1e-8");

using Group = std::vector<double>;

struct ReductionCase {
  Axes axes, sorted;
  bool keepdims;
  Shape reduced;
};

// Any axes of four, unordered and negative, kept or not, in any layout, with corrections from 0 to 2.
// Input: random [2, 3, 2, 2]; five lists of axes
// Lesson: "Reductions"
TEST(HiddenReductionRules, HoldForAnyAxesOfFour) {
  const std::vector<ReductionCase> cases{{{3, 1}, {1, 3}, false, {2, 2}},
                                         {{-2, 0}, {0, 2}, true, {1, 3, 1, 2}},
                                         {{1}, {1}, true, {2, 1, 2, 2}},
                                         {{-1, -4, 1}, {0, 1, 3}, false, {2}},
                                         {{}, {0, 1, 2, 3}, true, {1, 1, 1, 1}}};
  Generator generator = test_generator(901);
  for (const ReductionCase& each : cases) {
    const Tensor x = random_tensor({2, 3, 2, 2}, generator, -2, 2);
    const Tensor g = random_tensor(each.reduced, generator);
    const auto expected = [&](const std::function<double(const Group&)>& formula) {
      return finite_differences(
          [&](const Array64& at) { return textbook::reduce(at, each.sorted, each.keepdims, formula); }, x, g);
    };
    for (const Tensor& laid_out : {strided_copy(x), gapped_copy(x)}) {
      EXPECT_TENSOR_NEAR(gradient_of([&](const Tensor& v) { return sum(v, each.axes, each.keepdims); }, laid_out, g),
                         expected(textbook::total), reduction_rounding);
      EXPECT_TENSOR_NEAR(gradient_of([&](const Tensor& v) { return mean(v, each.axes, each.keepdims); }, laid_out, g),
                         expected(textbook::average), reduction_rounding);
      for (Index correction = 0; correction < 3; ++correction) {
        if (correction == 2 && each.sorted.size() == 1) continue;
        EXPECT_TENSOR_NEAR(
            gradient_of([&](const Tensor& v) { return variance(v, each.axes, each.keepdims, correction); }, laid_out,
                        g),
            expected([&](const Group& v) { return textbook::variance(v, static_cast<double>(correction)); }),
            reduction_rounding);
      }
    }
  }
}

// The maximum's gradient goes to the largest and is shared among equals, over any axes and in any layout.
// Input: whole numbers from 0 to 3 in [3, 4, 2, 3], with many equal ones, over axes {1, 3}, {-1}, {0, 1, 2, 3}
// Lesson: "Reductions"
TEST(HiddenReductionRules, ShareTheMaximumAmongEquals) {
  Generator generator = test_generator(902);
  std::vector<float> numbers(72);
  for (float& number : numbers) number = static_cast<float>(generator.below(4)) - 5;
  const Tensor x = make_tensor({3, 4, 2, 3}, numbers);
  const std::vector<std::pair<Axes, Shape>> lists{
      {{3, 1}, {3, 1, 2, 1}}, {{-1}, {3, 4, 2, 1}}, {{0, 1, 2, 3}, {1, 1, 1, 1}}};
  for (const auto& [axes, reduced] : lists) {
    const Tensor g = random_tensor(reduced, generator);
    const auto shared = [&x, &g, &as = reduced] {
      // Every element compared with every one of its group, found by the indices that are not reduced.
      const Array64 numbers64(x);
      const Array64 weights(g);
      Array64 result(x.shape());
      const auto group_of = [&as](IndexList index) {
        for (std::size_t axis = 0; axis < index.size(); ++axis) index[axis] = as[axis] == 1 ? 0 : index[axis];
        return index;
      };
      for (std::size_t i = 0; i < result.values.size(); ++i) {
        const IndexList group = group_of(numbers64.index_of(i));
        double equals = 0;
        bool beaten = false;
        for (std::size_t j = 0; j < result.values.size(); ++j) {
          if (group_of(numbers64.index_of(j)) != group) continue;
          beaten = beaten || numbers64.values[j] > numbers64.values[i];
          equals += numbers64.values[j] == numbers64.values[i] ? 1 : 0;
        }
        result.values[i] = beaten ? 0 : weights.values[weights.position(group)] / equals;
      }
      return result;
    };
    for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
      EXPECT_TENSOR_NEAR(gradient_of([&over = axes](const Tensor& v) { return gu::max(v, over, true); }, laid_out, g),
                         shared(), reduction_rounding);
    }
  }
}

}  // namespace
