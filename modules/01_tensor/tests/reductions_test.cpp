#include "gu/tensor.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;
using namespace std::string_literals;

namespace {

Array64 as_numbers(const std::vector<Index>& positions) {
  return {Shape{static_cast<Index>(positions.size())}, std::vector<double>(positions.begin(), positions.end())};
}

Array64 in_a_row(const Array64& x) {
  return {Shape{x.count()}, x.values};
}

// The named axes are added up and vanish; without names all of them.
// Input: 0 .. 5 in [2, 3]
// Lesson: "Reductions"
TEST(Sum, AddsAlongTheNamedAxes) {
  const Tensor x = counting_tensor({2, 3});
  EXPECT_TENSOR_EQ(sum(x, {0}), Array64(Shape{3}, {3, 5, 7}))
      .because("axis 0 vanishes: the two rows are added, three columns remain")
      .unlike("the named axes were kept and the others summed", Array64(Shape{2}, {3, 12}));
  EXPECT_TENSOR_EQ(sum(x, {1}), Array64(Shape{2}, {3, 12}));
  EXPECT_TENSOR_EQ(sum(x, {-1}), Array64(Shape{2}, {3, 12}));
  EXPECT_TENSOR_EQ(sum(x), Array64(15.0)).because("an empty list means all axes");
  EXPECT_TENSOR_EQ(sum(x, {1, 0}), Array64(15.0));
  EXPECT_TENSOR_EQ(sum(filled_tensor({}, 6)), Array64(6.0));
  EXPECT_TENSOR_EQ(sum(filled_tensor({1, 2, 1, 2, 1, 2, 1, 2}, 1), {1, 3, 5}), filled_tensor({1, 1, 1, 1, 2}, 8));
}

// Under keepdims a reduced axis stays with size 1, so that the result broadcasts against the input.
// Input: 0 .. 23 in [2, 3, 4]
// Lesson: "Reductions"
TEST(Reductions, KeepTheAxesUnderKeepdims) {
  const Tensor x = counting_tensor({2, 3, 4});
  const auto kept = [&](const auto& function, Shape shape, const Axes& axes) {
    return Array64(shape, textbook::reduce(x, axes, false, function).values);
  };
  EXPECT_TENSOR_EQ(sum(x, {1}, true), kept(textbook::total, {2, 1, 4}, {1}))
      .unlike("keepdims was ignored", kept(textbook::total, {2, 4}, {1}));
  EXPECT_TENSOR_EQ(mean(x, {0, 2}, true), kept(textbook::average, {1, 3, 1}, {0, 2}))
      .unlike("keepdims was ignored", kept(textbook::average, {3}, {0, 2}));
  EXPECT_TENSOR_EQ(max(x, {}, true), Array64(Shape{1, 1, 1}, {23})).unlike("keepdims was ignored", Array64(23.0));
  EXPECT_SHAPE(variance(x, {-1}, true).shape(), {2, 3, 1}).unlike("keepdims was ignored", "[2, 3]"s);
  EXPECT_SHAPE(sum(x, {1}).shape(), {2, 4}).unlike("the axes were kept though nobody asked", "[2, 1, 4]"s);
  EXPECT_TENSOR_NEAR(sum(subtract(x, mean(x, {1}, true)), {1}), Array64(Shape{2, 4}), tolerance(1e-5, "sums of 3"))
      .because("that is what keepdims is for: the mean of a row taken from the row leaves a mean of 0");
}

// Every choice of axes agrees with the textbook and with xtensor, on row-major and on strided inputs.
// Input: 24 random numbers in [2, 3, 4]; the seven choices of axes, with and without keepdims
// Lesson: "Reductions"
TEST(Reductions, AgreeWithTheTextbookAndXtensorOnEveryChoiceOfAxes) {
  Generator generator = test_generator(40);
  const Tensor x = random_tensor({2, 3, 4}, generator, -2, 2);
  const Tensor strided = strided_copy(x);
  const Tolerance rounding = tolerance(2e-6, "float64 inside, one rounding to float32 of sums up to 48");
  for (int choice = 1; choice < 8; ++choice) {
    Axes axes;
    for (Index axis = 0; axis < 3; ++axis) {
      if ((choice >> axis & 1) != 0) axes.push_back(axis);
    }
    const bool keepdims = choice % 3 == 1;
    EXPECT_TENSOR_NEAR(sum(x, axes, keepdims), xtensor::reduce("sum", x, axes, keepdims), rounding);
    EXPECT_TENSOR_NEAR(sum(strided, axes, !keepdims), textbook::reduce(x, axes, !keepdims, textbook::total), rounding);
    EXPECT_TENSOR_NEAR(mean(strided, axes, keepdims), xtensor::reduce("mean", x, axes, keepdims), rounding);
    EXPECT_TENSOR_EQ(max(x, axes, !keepdims), textbook::reduce(x, axes, !keepdims, textbook::largest));
    EXPECT_TENSOR_EQ(max(strided, axes, keepdims), xtensor::reduce("amax", x, axes, keepdims));
    EXPECT_TENSOR_NEAR(variance(strided, axes, keepdims, 0), xtensor::reduce("variance", x, axes, keepdims), rounding);
    EXPECT_TENSOR_NEAR(
        variance(x, axes, keepdims),
        textbook::reduce(x, axes, keepdims, [](const auto& values) { return textbook::variance(values, 1); }), rounding)
        .unlike("the sum of squares was divided by n, not by n - correction",
                textbook::reduce(x, axes, keepdims, [](const auto& values) { return textbook::variance(values); }));
  }
}

// Totals are kept in float64: small numbers are not swallowed by a large total.
// Input: 2^24 and a hundred ones; 1e8, 1, -1e8; 3e38 twice
// Lesson: "Reductions"
TEST(Sum, KeepsItsTotalInFloat64) {
  std::vector<float> large_first(101, 1);
  large_first[0] = 16777216;
  EXPECT_SCALAR_NEAR(sum(make_tensor({101}, large_first))(), 16777316, exactly())
      .because("float32 has 24 bits: 16777216 + 1 is 16777216 there")
      .unlike("the total was kept in float32", 16777216.0)
      .given("x", make_tensor({101}, large_first));
  EXPECT_SCALAR_NEAR(sum(make_tensor({3}, {1e8F, 1, -1e8F}))(), 1, exactly())
      .unlike("the total was kept in float32", 0.0);
  EXPECT_SCALAR_NEAR(mean(make_tensor({2}, {3e38F, 3e38F}))(), 3e38F, exactly())
      .because("the mean of two float32 numbers lies between them")
      .unlike("the total was kept in float32", infinity64);
}

// The sum of nothing is 0; a mean or a largest of nothing does not exist and is refused.
// Input: [0, 3] over axis 0 and over axis 1; [0]
// Lesson: "Reductions"
TEST(Reductions, OfNothing) {
  const Tensor none = counting_tensor({0, 3});
  EXPECT_TENSOR_EQ(sum(none, {0}), Array64(Shape{3}));
  EXPECT_TENSOR_EQ(sum(none), Array64(0.0));
  EXPECT_THROWS(mean(none, {0}), std::invalid_argument, "[0, 3]");
  EXPECT_THROWS(max(none), std::invalid_argument, "[0, 3]");
  EXPECT_THROWS(variance(none, {0}), std::invalid_argument);
  EXPECT_TENSOR_EQ(mean(none, {1}), Array64(Shape{0})).because("each of no rows has three numbers: nothing is missing");
  EXPECT_TENSOR_EQ(max(none, {1}), Array64(Shape{0}));
  EXPECT_TENSOR_EQ(sum(counting_tensor({2, 0}), {1}, true), Array64(Shape{2, 1}));
}

// An axis that is not there, or named twice, is refused.
// Input: [2, 3] over axis 2, -3, and 1 together with -1
// Lesson: "Reductions"
TEST(Reductions, RefuseWrongAxes) {
  const Tensor x = counting_tensor({2, 3});
  EXPECT_THROWS(sum(x, {2}), std::invalid_argument, "2");
  EXPECT_THROWS(mean(x, {-3}), std::invalid_argument, "-3");
  EXPECT_THROWS(max(x, {1, -1}), std::invalid_argument).because("-1 is axis 1 by another name");
  EXPECT_THROWS(variance(x, {0, 0}), std::invalid_argument);
  EXPECT_TENSOR_EQ(sum(x, {0, 1}), Array64(15.0));
}

// The mean divides by the number of elements that went into one cell.
// Input: 0 .. 5 in [2, 3]
// Lesson: "Reductions"
TEST(Mean, DividesByWhatWasSummed) {
  const Tensor x = counting_tensor({2, 3});
  EXPECT_TENSOR_EQ(mean(x, {1}), Array64(Shape{2}, {1, 4}))
      .because("each row has three numbers")
      .unlike("the total was divided by the number of all elements", Array64(Shape{2}, {0.5, 2}))
      .unlike("the total was divided by the number of results", Array64(Shape{2}, {1.5, 6}))
      .unlike("the total was not divided", Array64(Shape{2}, {3, 12}));
  EXPECT_TENSOR_EQ(mean(x, {0}), Array64(Shape{3}, {1.5, 2.5, 3.5}));
  EXPECT_TENSOR_EQ(mean(x), Array64(2.5));
  EXPECT_TENSOR_EQ(mean(filled_tensor({}, 3)), Array64(3.0));
}

// The largest may be negative, infinite, or NaN.
// Input: negative numbers only; infinities; a NaN at each of three places
// Lesson: "Reductions"
TEST(Max, IsTheLargestWhateverTheSign) {
  EXPECT_TENSOR_EQ(max(make_tensor({2, 3}, {-3, -1, -2, -9, -8, -7}), {1}), Array64(Shape{2}, {-1, -7}))
      .because("all numbers are negative; 0 is not among them")
      .unlike("the search started from 0, so that no negative number could win", Array64(Shape{2}))
      .unlike("the search started from the first number of the whole tensor, in every cell",
              Array64(Shape{2}, {-1, -3}));
  EXPECT_TENSOR_EQ(max(make_tensor({2, 3}, {-3, -1, -2, -9, -8, -7}), {0}), Array64(Shape{3}, {-3, -1, -2}));
  EXPECT_SCALAR_NEAR(max(filled_tensor({2}, -INFINITY))(), -infinity64, exactly())
      .because("a row may be masked out with -inf")
      .unlike("the search started from the lowest finite number", double{std::numeric_limits<float>::lowest()});
  EXPECT_SCALAR_NEAR(max(make_tensor({3}, {1, INFINITY, 2}))(), infinity64, exactly());
  for (std::size_t place = 0; place < 3; ++place) {
    std::vector<float> values{1, 2, 3};
    values[place] = NAN;
    EXPECT_TRUTH(std::isnan(max(make_tensor({3}, values))()), true)
        .because("every comparison with NaN is false, so a plain `if (value > largest)` passes it over")
        .unlike("a NaN was lost", "false"s);
  }
  EXPECT_SCALAR_NEAR(max(make_tensor({2, 2}, {NAN, 1, 5, 2}), {0})(1), 2, exactly())
      .because("the other cells have none");
}

// The variance divides by n - correction; correction 1 is the default and unbiased.
// Input: 1, 2, 3, 4; two rows; a single number
// Lesson: "Reductions"
TEST(Variance, DividesByNMinusTheCorrection) {
  const Tensor x = make_tensor({4}, {1, 2, 3, 4});
  const Tolerance rounding = tolerance(1e-6, "float64 inside, one rounding to float32");
  EXPECT_SCALAR_NEAR(variance(x)(), 5.0 / 3, rounding)
      .because("distances from 2.5: squares 2.25 + 0.25 + 0.25 + 2.25 = 5, divided by 4 - 1")
      .unlike("the sum of squares was divided by n, not by n - correction", 5.0 / 4)
      .unlike("the sum of squares was not divided", 5.0)
      .unlike("the square root was taken: that is the standard deviation", std::sqrt(5.0 / 3))
      .given("x", x);
  EXPECT_SCALAR_NEAR(variance(x, {}, false, 0)(), 5.0 / 4, rounding)
      .unlike("correction 0 was ignored", 5.0 / 3)
      .given("x", x);
  EXPECT_SCALAR_NEAR(variance(x, {}, false, 2)(), 5.0 / 2, rounding)
      .unlike("the sum of squares was divided by n, not by n - correction", 5.0 / 4)
      .given("x", x);
  EXPECT_TENSOR_NEAR(variance(make_tensor({2, 3}, {1, 2, 3, 0, 10, 20}), {1}), Array64(Shape{2}, {1, 100}), rounding);
  EXPECT_SCALAR_NEAR(variance(filled_tensor({1}, 7), {}, false, 0)(), 0, exactly());
  EXPECT_THROWS(variance(filled_tensor({1}, 7)), std::invalid_argument, "1")
      .because("one number says nothing about a spread: 0 / 0");
  EXPECT_THROWS(variance(make_tensor({2}, {1, 2}), {}, false, 2), std::invalid_argument, "2");
}

// Large numbers with a small spread keep their variance.
// Input: 10000, 10001, 10002; 16777210, 16777212, 16777214
// Lesson: "Reductions"
TEST(Variance, SurvivesALargeMean) {
  const auto in_one_pass = [] {
    float squares = 0;
    float plain = 0;
    for (const float value : {10000.0F, 10001.0F, 10002.0F}) {
      squares += value * value;
      plain += value;
    }
    return double{(squares - plain * plain / 3) / 2};
  };
  EXPECT_SCALAR_NEAR(variance(make_tensor({3}, {10000, 10001, 10002}))(), 1, tolerance(1e-6, "float64 inside"))
      .because("first the mean, then the distances: squares of 10000 need 27 bits and float32 has 24")
      .unlike("the mean of squares minus the square of the mean was taken in float32", in_one_pass());
  EXPECT_SCALAR_NEAR(variance(make_tensor({3}, {16777210, 16777212, 16777214}))(), 4,
                     tolerance(1e-6, "float64 inside"));
}

// argmax() gives the position along the axis, the first among equals.
// Input: [[1, 5, 2], [7, 7, 0]] along either axis; the same strided
// Lesson: "Reductions"
TEST(Argmax, TakesTheFirstAmongEquals) {
  const Tensor x = make_tensor({2, 3}, {1, 5, 2, 7, 7, 0});
  EXPECT_INDICES(argmax(x), {1, 0})
      .because("7 stands at positions 0 and 1")
      .unlike("the last among equals was taken", "[1, 1]"s)
      .unlike("positions were counted in the whole tensor, not along the axis", "[1, 3]"s)
      .given("x", x);
  EXPECT_INDICES(argmax(x, 0), {1, 1, 0})
      .unlike("the search ran along the last axis, whatever was asked", "[1, 0]"s)
      .given("x", x);
  EXPECT_INDICES(argmax(strided_copy(x), -2), {1, 1, 0}).given("x", x);
  EXPECT_INDICES(argmax(make_tensor({3}, {-3, -1, -2})), {1});
  EXPECT_INDICES(argmax(make_tensor({4}, {1, NAN, 9, NAN})), {1}).because("NaN counts as above every number");
  EXPECT_INDICES(argmax(filled_tensor({2, 3}, -INFINITY)), {0, 0}).because("all are equal, so the first");
  EXPECT_INDICES(argmax(counting_tensor({0, 3})), {}).because("no row, no answer");
}

// On three axes the positions come row by row over the other two.
// Input: 24 random numbers in [2, 3, 4], along each axis; an axis of size 0; no axis
// Lesson: "Reductions"
TEST(Argmax, WalksRowByRowOverTheOtherAxes) {
  Generator generator = test_generator(41);
  const Tensor x = random_tensor({2, 3, 4}, generator);
  for (Index axis = 0; axis < 3; ++axis) {
    EXPECT_TENSOR_EQ(as_numbers(argmax(x, axis)), in_a_row(xtensor::argmax(x, axis)));
  }
  EXPECT_THROWS(argmax(counting_tensor({3, 0})), std::invalid_argument, "[3, 0]");
  EXPECT_THROWS(argmax(filled_tensor({}, 1)), std::invalid_argument).because("a scalar has no axis");
  EXPECT_THROWS(argmax(x, 3), std::invalid_argument, "3");
}

// A reduction allocates its result and no copy of its input, whatever the strides; so memory grows as the cells do.
// Input: a strided [32, 16] over axis 0; [n, n] over its last axis for n = 16, 32, 64
// Lesson: "What it costs"
TEST(Reductions, AllocateOnlyTheResult) {
  const Tensor x = strided_copy(counting_tensor({32, 16}));
  const auto bytes = [](const auto& reduce, const Tensor& input, Index axis) {
    const MemoryScope memory;
    reduce(input, Axes{axis}, false);
    return memory.peak_bytes();
  };
  const auto sums = [](const Tensor& input, const Axes& axes, bool keepdims) { return sum(input, axes, keepdims); };
  EXPECT_COUNT(bytes(sums, x, 0), 64)
      .because("16 cells of 4 bytes")
      .unlike("the input was copied to row-major order first", 2048.0)
      .unlike("the input was copied to row-major order first", 2048.0 + 64);
  EXPECT_COUNT(bytes([](const auto&... a) { return mean(a...); }, x, 0), 64);
  EXPECT_COUNT(bytes([](const auto&... a) { return max(a...); }, x, 0), 64);
  EXPECT_COUNT(bytes([](const auto&... a) { return variance(a...); }, x, 0), 64);
  EXPECT_BETWEEN(fitted_exponent({16, 32, 64},
                                 [&](Index n) {
                                   return bytes(sums, counting_tensor({n, n}), 1);
                                 }),
                 0.99, 1.01);
}

// Each reduction reports its flag and its axes, made non-negative, ascending and written out.
// Input: a [2, 3] that wants a gradient
// Lesson: "What the graph is told"
TEST(Reductions, AreRecorded) {
  Recording recording;
  Tensor x = counting_tensor({2, 3});
  x.set_requires_grad(true);
  EXPECT_TEXT(recording.last(sum(x), x), "sum of [2, 3] integers 0 0 1");
  EXPECT_TEXT(recording.last(sum(x, {-1, 0}, true), x), "sum of [2, 3] integers 1 0 1");
  EXPECT_TEXT(recording.last(mean(x, {-1}), x), "mean of [2, 3] integers 0 1");
  EXPECT_TEXT(recording.last(max(x, {0}, true), x), "max of [2, 3] integers 1 0");
  EXPECT_TEXT(recording.last(variance(x, {0}, false, 0), x), "variance of [2, 3] integers 0 0 numbers 0");
}

}  // namespace
