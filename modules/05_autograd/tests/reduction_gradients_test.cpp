#include "gradients.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

const auto reduction_rounding = tolerance(2e-6, "a few float32 operations; the differences are good to 1e-9");

using Group = std::vector<double>;

/// The gradient of a reduction by differences in float64.
Array64 expected_gradient(const Tensor& x, const Tensor& g, const Axes& axes, bool keepdims,
                          const std::function<double(const Group&)>& formula) {
  return finite_differences([&](const Array64& at) { return textbook::reduce(at, axes, keepdims, formula); }, x, g);
}

/// [rows, columns] filled from one number a row, or a column.
Array64 spread(const Tensor& values, bool along_rows, double factor = 1) {
  const Index size = values.size(0);
  Array64 result({size, size});
  for (Index i = 0; i < size; ++i) {
    for (Index j = 0; j < size; ++j) result(i, j) = factor * double{values(along_rows ? i : j)};
  }
  return result;
}

struct ReductionCase {
  Shape shape;
  Axes axes;
  bool keepdims;
  Shape reduced;
};

/// One axis, several, all, none left over, negative ones; with and without keepdims.
const std::vector<ReductionCase>& cases() {
  static const std::vector<ReductionCase> list{{{2, 3}, {0}, false, {3}},       {{2, 3}, {1}, true, {2, 1}},
                                               {{2, 3, 4}, {0, 2}, false, {3}}, {{2, 3, 4}, {-1, 0}, true, {1, 3, 1}},
                                               {{2, 3}, {0, 1}, false, {}},     {{2, 3}, {0, 1}, true, {1, 1}}};
  return list;
}

// Every element that was summed gets the gradient of its sum.
// Input: x [3, 3], sums over axis 1; a square, so that a wrong axis would fit as well
// Lesson: "Reductions"
TEST(SumRule, GivesEveryElementTheGradientOfItsSum) {
  const Tensor g = make_tensor({3}, {1, 2, 3});
  EXPECT_TENSOR_EQ(gradient_of([](const Tensor& x) { return sum(x, {1}); }, counting_tensor({3, 3}), g),
                   spread(g, true))
      .because("sum i holds row i, so row i gets g[i]")
      .unlike("the reduced axis was not put back before the gradient was spread", spread(g, false))
      .given("g", g);
}

// Any axes, with and without keepdims.
// Input: six combinations of shapes and axes, random numbers, x with other strides
// Lesson: "Reductions"
TEST(SumRule, EqualsFiniteDifferences) {
  Generator generator = test_generator(1);
  for (const auto& [shape, axes, keepdims, reduced] : cases()) {
    const Tensor x = strided_copy(random_tensor(shape, generator));
    const Tensor g = random_tensor(reduced, generator);
    const auto reduce = [&, over = axes, keep = keepdims](const Tensor& v) { return sum(v, over, keep); };
    EXPECT_TENSOR_NEAR(gradient_of(reduce, x, g), expected_gradient(x, g, axes, keepdims, textbook::total),
                       reduction_rounding);
  }
  EXPECT_TENSOR_EQ(gradient_of([](const Tensor& x) { return sum(x); }, filled_tensor({}, 3), filled_tensor({}, 2)),
                   filled_tensor({}, 2));
  EXPECT_SHAPE(
      gradient_of([](const Tensor& x) { return sum(x, {0}); }, counting_tensor({0, 2}), counting_tensor({2})).shape(),
      {0, 2});
}

// A mean is a sum over n: every element gets 1/n of the gradient, n being what was averaged, not what is left.
// Input: x [2, 3], mean over axis 1; x [3, 3], where a wrong axis would fit
// Lesson: "Reductions"
TEST(MeanRule, DividesByTheNumberOfElementsAveraged) {
  const auto of_rows = [](const Tensor& x) { return mean(x, {1}); };
  EXPECT_TENSOR_NEAR(gradient_of(of_rows, counting_tensor({2, 3}), make_tensor({2}, {6, 12})),
                     make_tensor({2, 3}, {2, 2, 2, 4, 4, 4}), reduction_rounding)
      .because("three numbers make one mean")
      .unlike("the 1/n of the mean was forgotten", make_tensor({2, 3}, {6, 6, 6, 12, 12, 12}))
      .unlike("the mean divided by all elements, not by those of one group", make_tensor({2, 3}, {1, 1, 1, 2, 2, 2}))
      .unlike("the mean divided by the number of results", make_tensor({2, 3}, {3, 3, 3, 6, 6, 6}));
  const Tensor square = make_tensor({3}, {1, 2, 3});
  EXPECT_TENSOR_NEAR(gradient_of(of_rows, counting_tensor({3, 3}), square), spread(square, true, 1.0 / 3),
                     reduction_rounding)
      .unlike("the reduced axis was not put back before the gradient was spread", spread(square, false, 1.0 / 3))
      .given("square", square);
}

// The other axes and keepdims.
// Input: six combinations, random numbers, x with other strides
// Lesson: "Reductions"
TEST(MeanRule, EqualsFiniteDifferences) {
  Generator generator = test_generator(2);
  for (const auto& [shape, axes, keepdims, reduced] : cases()) {
    const Tensor x = strided_copy(random_tensor(shape, generator));
    const Tensor g = random_tensor(reduced, generator);
    const auto reduce = [&, over = axes, keep = keepdims](const Tensor& v) { return mean(v, over, keep); };
    EXPECT_TENSOR_NEAR(gradient_of(reduce, x, g), expected_gradient(x, g, axes, keepdims, textbook::average),
                       reduction_rounding);
  }
}

// Only the largest element moves the maximum.
// Input: x [2, 3] with the maxima at [0, 1] and [1, 2]
// Lesson: "Reductions"
TEST(MaxRule, GivesTheGradientToTheLargest) {
  const Tensor x = make_tensor({2, 3}, {1, 5, 2, -3, -2, -1});
  const Tensor g = make_tensor({2}, {10, 20});
  const auto largest = [](const Tensor& v) { return max(v, {1}); };
  EXPECT_TENSOR_EQ(gradient_of(largest, x, g), make_tensor({2, 3}, {0, 10, 0, 0, 0, 20}))
      .because("a little more or less of a smaller element changes nothing")
      .unlike("the gradient of the maximum went to every element", make_tensor({2, 3}, {10, 10, 10, 20, 20, 20}))
      .unlike("the gradient of the maximum was weighted by its value", make_tensor({2, 3}, {0, 50, 0, 0, 0, -20}))
      .given("x", x)
      .given("g", g);
  const auto of_all = [](const Tensor& v) { return max(v, {}, true); };
  EXPECT_TENSOR_EQ(gradient_of(of_all, strided_copy(x), filled_tensor({1, 1}, 7)),
                   make_tensor({2, 3}, {0, 7, 0, 0, 0, 0}))
      .given("x", x);
  EXPECT_TENSOR_EQ(gradient_of([](const Tensor& v) { return max(v); }, filled_tensor({}, 3), filled_tensor({}, 7)),
                   filled_tensor({}, 7));
}

// Any axes, with and without keepdims.
// Input: six combinations, the numbers 0 to 24 mixed up, so that no two are near each other; x with other strides
// Lesson: "Reductions"
TEST(MaxRule, EqualsFiniteDifferences) {
  Generator generator = test_generator(5);
  for (const auto& [shape, axes, keepdims, reduced] : cases()) {
    const Tensor x = strided_copy(to_tensor_map(counting_tensor(shape), [](double v) { return std::fmod(7 * v, 25); }));
    const Tensor g = random_tensor(reduced, generator);
    const auto reduce = [&, over = axes, keep = keepdims](const Tensor& v) { return max(v, over, keep); };
    EXPECT_TENSOR_NEAR(gradient_of(reduce, x, g), expected_gradient(x, g, axes, keepdims, textbook::largest),
                       reduction_rounding);
  }
}

// Equal largest elements share the gradient, so that it still adds up to g. Infinities are compared, not subtracted.
// Input: rows with 1, 2 and 3 winners; rows of -inf and with +inf
// Lesson: "Reductions"
TEST(MaxRule, SharesBetweenEquals) {
  const Tensor x = make_tensor({3, 3}, {1, 5, 2, 4, 4, 0, 6, 6, 6});
  const Tensor g = make_tensor({3}, {6, 6, 6});
  const auto largest = [](const Tensor& v) { return max(v, {-1}); };
  EXPECT_TENSOR_EQ(gradient_of(largest, x, g), make_tensor({3, 3}, {0, 6, 0, 3, 3, 0, 2, 2, 2}))
      .because("k winners get g / k each")
      .unlike("each of several equal maxima got the whole gradient", make_tensor({3, 3}, {0, 6, 0, 6, 6, 0, 6, 6, 6}))
      .unlike("only the first of several equal maxima got the gradient",
              make_tensor({3, 3}, {0, 6, 0, 6, 0, 0, 6, 0, 0}))
      .given("x", x)
      .given("g", g);
  const Tensor extreme = make_tensor({2, 2}, {-infinity, -infinity, 3, infinity});
  EXPECT_TENSOR_EQ(gradient_of(largest, extreme, make_tensor({2}, {4, 4})), make_tensor({2, 2}, {2, 2, 0, 4}))
      .unlike("infinities were subtracted instead of compared",
              make_tensor({2, 2}, {not_a_number, not_a_number, 0, not_a_number}))
      .given("extreme", extreme);
}

// A tie is decided by each group alone, and by all axes that were reduced.
// Input: x [2, 2, 2], maxima over axes 0 and 2
// Lesson: "Reductions"
TEST(MaxRule, CountsWinnersOfEachGroup) {
  const Tensor x = make_tensor({2, 2, 2}, {7, 1, 2, 2, 7, 3, 0, 1});
  const auto largest = [](const Tensor& v) { return max(v, {0, 2}); };
  EXPECT_TENSOR_EQ(gradient_of(largest, x, make_tensor({2}, {4, 8})), make_tensor({2, 2, 2}, {2, 0, 4, 4, 2, 0, 0, 0}))
      .unlike("each of several equal maxima got the whole gradient", make_tensor({2, 2, 2}, {4, 0, 8, 8, 4, 0, 0, 0}))
      .given("x", x);
}

// The slope of the variance is 2 (x - mean) / (n - correction): outliers count most, the mean not at all.
// Input: x [3, 3] random, over axis 1, corrections 1 and 0
// Lesson: "Reductions"
TEST(VarianceRule, WeighsByTheDistanceFromTheMean) {
  Generator generator = test_generator(3);
  const Tensor x = random_tensor({3, 3}, generator);
  const Tensor g = random_tensor({3}, generator);
  for (const Index correction : {1, 0}) {
    const auto reduce = [&](const Tensor& v) { return variance(v, {1}, false, correction); };
    const double divisor = 3.0 - static_cast<double>(correction);
    const auto formula = [correction](const Group& group) {
      return textbook::variance(group, static_cast<double>(correction));
    };
    /// g 2 (x - middle) / (n - correction)
    const auto around = [&](double middle, double factor) {
      const Array64 column({3, 1}, Array64(g).values);
      return textbook::combine(column, x,
                               [=](double weight, double v) { return weight * factor * (v - middle) / divisor; });
    };
    const auto scaled_by = [&](double factor) {
      return textbook::map(expected_gradient(x, g, {1}, false, formula),
                           [factor](double value) { return factor * value; });
    };
    EXPECT_TENSOR_NEAR(gradient_of(reduce, x, g), scaled_by(1), reduction_rounding)
        .unlike("the 2 in the slope of the variance was forgotten", scaled_by(0.5))
        .unlike("the variance was divided by n although a correction was asked for",
                scaled_by(correction == 1 ? 2.0 / 3 : 0))
        .unlike("the mean was taken over all elements, not over each group",
                around(textbook::average(Array64(x).values), 2))
        .unlike("the mean was not subtracted", around(0, 2))
        .given("x", x);
  }
}

// The other axes and keepdims.
// Input: six combinations, random numbers, x with other strides
// Lesson: "Reductions"
TEST(VarianceRule, EqualsFiniteDifferences) {
  Generator generator = test_generator(4);
  for (const auto& [shape, axes, keepdims, reduced] : cases()) {
    const Tensor x = strided_copy(random_tensor(shape, generator));
    const Tensor g = random_tensor(reduced, generator);
    const auto reduce = [&, over = axes, keep = keepdims](const Tensor& v) { return variance(v, over, keep, 0); };
    const auto formula = [](const Group& group) { return textbook::variance(group); };
    EXPECT_TENSOR_NEAR(gradient_of(reduce, x, g), expected_gradient(x, g, axes, keepdims, formula), reduction_rounding);
  }
}

}  // namespace
