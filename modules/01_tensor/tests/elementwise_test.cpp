#include "gu/tensor.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;
using namespace std::string_literals;

namespace {

Array64 map_of(const Array64& x, double (*function)(double)) {
  return textbook::map(x, function);
}

// Each function applies the mathematics to every element on its own, in the shape of the input.
// Input: 24 random numbers from [0.1, 4) in [2, 3, 4]
// Lesson: "Elementwise functions"
TEST(Elementwise, AgreesWithTheTextbookAndXtensor) {
  Generator generator = test_generator(30);
  // Each function gets a tensor of its own, so that one that writes over its input is told of that elsewhere, and only there.
  const Array64 x = random_tensor({2, 3, 4}, generator, 0.1F, 4);
  const Tolerance rounding = tolerance(1e-6, "a few float32 roundings");
  EXPECT_TENSOR_NEAR(exp(to_tensor(x)), xtensor::unary("exp", x), rounding)
      .unlike("2 was raised to x, not e", map_of(x, [](double value) { return std::exp2(value); }));
  EXPECT_TENSOR_NEAR(log(to_tensor(x)), xtensor::unary("log", x), rounding)
      .unlike("the logarithm was taken to base 2", map_of(x, [](double value) { return std::log2(value); }))
      .unlike("the logarithm was taken to base 10", map_of(x, [](double value) { return std::log10(value); }));
  EXPECT_TENSOR_NEAR(sqrt(to_tensor(x)), map_of(x, [](double value) { return std::sqrt(value); }), rounding);
  EXPECT_TENSOR_EQ(negate(to_tensor(x)), xtensor::unary("negate", x));
  EXPECT_TENSOR_EQ(-to_tensor(x), xtensor::unary("negate", x));
  const Array64 shifted = random_tensor({5, 7}, generator, -3, 3);
  EXPECT_TENSOR_EQ(abs(to_tensor(shifted)), xtensor::unary("abs", shifted));
}

// Strides are followed: element [i, j] of the result is the function of element [i, j].
// Input: a strided [2, 3]; a column of it with offset and stride; a scalar; no elements; eight axes
// Lesson: "Elementwise functions"
TEST(Elementwise, FollowsStridesAndKeepsShapes) {
  const Tensor x = strided_copy(counting_tensor({2, 3}));
  EXPECT_TENSOR_EQ(negate(x), Array64(Shape{2, 3}, {0, -1, -2, -3, -4, -5}))
      .unlike("the numbers were read in the order of the storage", Array64(Shape{2, 3}, {0, -3, -1, -4, -2, -5}));
  EXPECT_INDICES(negate(x).strides(), {3, 1}).because("a result is row-major, whatever the input was");
  const Tensor column(counting_tensor({2, 3}).storage(), {2}, {3}, 1);
  EXPECT_TENSOR_EQ(negate(column), Array64(Shape{2}, {-1, -4}))
      .unlike("the offset of the view was forgotten", Array64(Shape{2}, {0, -3}));
  EXPECT_TENSOR_EQ(sqrt(filled_tensor({}, 9)), Array64(3.0));
  EXPECT_SHAPE(exp(counting_tensor({0, 2})).shape(), {0, 2});
  EXPECT_TENSOR_EQ(abs(filled_tensor({1, 1, 2, 1, 1, 2, 1, 1}, -2)), filled_tensor({1, 1, 2, 1, 1, 2, 1, 1}, 2));
}

// Very large and very small arguments give what IEEE 754 says, not an error.
// Input: exp of +-10000, log of 0, sqrt of -1, abs of 1e30, NaN everywhere
// Lesson: "Elementwise functions"
TEST(Elementwise, FollowsIeee754AtTheEdges) {
  EXPECT_TENSOR_EQ(exp(make_tensor({3}, {10000, -10000, 0})), Array64(Shape{3}, {infinity64, 0, 1}));
  EXPECT_TENSOR_EQ(log(make_tensor({2}, {0, 1})), Array64(Shape{2}, {-infinity64, 0}));
  EXPECT_TRUTH(std::isnan(log(filled_tensor({}, -1))()), true);
  EXPECT_TRUTH(std::isnan(sqrt(filled_tensor({}, -1))()), true);
  EXPECT_TENSOR_EQ(abs(make_tensor({3}, {-1e30F, 1e-30F, -INFINITY})), Array64(Shape{3}, {1e30F, 1e-30F, infinity64}))
      .because("|x| of a float32 always is a float32")
      .unlike("the absolute value went by way of the square, which overflows",
              Array64(Shape{3}, {infinity64, 0, infinity64}));
  EXPECT_SCALAR_NEAR(sqrt(filled_tensor({}, 1e-30F))(), 1e-15, tolerance(1e-21, "a millionth of the result"));
  EXPECT_SCALAR_NEAR(sqrt(filled_tensor({}, 1e30F))(), 1e15, tolerance(1e-6, "float32 rounding"));
  const Tensor nan = filled_tensor({}, NAN);
  for (const Tensor& result : {negate(nan), exp(nan), log(nan), sqrt(nan), abs(nan), power(nan, 2)}) {
    EXPECT_TRUTH(std::isnan(result()), true).because("a NaN says that something went wrong before: it must not vanish");
  }
}

// power() is std::pow: whole exponents work for negative numbers, and x^0 is 1.
// Input: -2, 0.5 and 3 to the powers 3, 2, -1, 0.5 and 0
// Lesson: "Elementwise functions"
TEST(Power, RaisesToTheExponent) {
  const Array64 x(Shape{3}, {-2, 0.5, 3});
  EXPECT_TENSOR_NEAR(power(to_tensor(x), 3), Array64(Shape{3}, {-8, 0.125, 27}), tolerance(1e-6, "rounding"))
      .unlike("the number was multiplied by the exponent", Array64(Shape{3}, {-6, 1.5, 9}))
      .unlike("the exponent was raised to the number", Array64(Shape{3}, {1.0 / 9, std::sqrt(3.0), 27}))
      .unlike("the power went by way of the logarithm, which negative numbers have not",
              Array64(Shape{3}, {NAN, 0.125, 27}))
      .given("x", x);
  EXPECT_TENSOR_NEAR(power(to_tensor(x), 2), Array64(Shape{3}, {4, 0.25, 9}), tolerance(1e-6, "rounding"))
      .given("x", x);
  EXPECT_TENSOR_NEAR(power(to_tensor(x), -1), Array64(Shape{3}, {-0.5, 2, 1.0 / 3}), tolerance(1e-6, "rounding"))
      .given("x", x);
  EXPECT_TENSOR_NEAR(power(make_tensor({2}, {4, 2}), 0.5F), Array64(Shape{2}, {2, std::sqrt(2.0)}),
                     tolerance(1e-6, "rounding"))
      .unlike("the exponent was cut to a whole number", Array64(Shape{2}, {1, 1}));
  EXPECT_TENSOR_EQ(power(make_tensor({3}, {0, -7, 1e30F}), 0), Array64(Shape{3}, {1, 1, 1}));
  EXPECT_SCALAR_NEAR(power(filled_tensor({}, 0), -1)(), infinity64, exactly());
  EXPECT_SCALAR_NEAR(power(filled_tensor({}, 1e30F), -1)(), 1e-30, tolerance(1e-36, "a millionth of the result"));
  EXPECT_TRUTH(std::isnan(power(filled_tensor({}, -2), 0.5F)()), true);
}

// Functions that undo each other do.
// Input: 20 random numbers from [0.5, 3)
// Lesson: "Elementwise functions"
TEST(Elementwise, InversesUndoEachOther) {
  Generator generator = test_generator(31);
  const Array64 x = random_tensor({4, 5}, generator, 0.5F, 3);
  const Tolerance rounding = tolerance(2e-6, "two functions, each rounded, on numbers below 20");
  EXPECT_TENSOR_NEAR(log(exp(to_tensor(x))), x, rounding);
  EXPECT_TENSOR_NEAR(exp(log(to_tensor(x))), x, rounding);
  EXPECT_TENSOR_NEAR(power(sqrt(to_tensor(x)), 2), x, rounding);
  EXPECT_TENSOR_EQ(negate(negate(to_tensor(x))), x);
  EXPECT_TENSOR_EQ(abs(negate(to_tensor(x))), x);
}

// The input does not change, and only the result is allocated.
// Input: 0 .. 47 in [6, 8]
// Lesson: "What it costs"
TEST(Elementwise, LeavesTheInputAlone) {
  const Tensor x = counting_tensor({6, 8});
  const MemoryScope memory;
  const Tensor result = negate(x);
  EXPECT_COUNT(memory.peak_bytes(), 192)
      .because("48 numbers of 4 bytes")
      .unlike("a contiguous input was copied first", 384.0)
      .unlike("the result was written over the input", 0.0);
  EXPECT_TENSOR_EQ(x, counting_tensor({6, 8}))
      .because("results are new")
      .unlike("the result was written over the input", xtensor::unary("negate", counting_tensor({6, 8})));
  EXPECT_TRUTH(result.storage() == x.storage(), false);
}

// Each function reports itself to the computation graph under its own name.
// Input: a [2, 3] that wants a gradient, row-major and strided
// Lesson: "What the graph is told"
TEST(Elementwise, IsRecorded) {
  Recording recording;
  for (Tensor x : {filled_tensor({2, 3}, 1), strided_copy(filled_tensor({2, 3}, 1))}) {
    x.set_requires_grad(true);
    EXPECT_TEXT(recording.last(negate(x), x), "negate of [2, 3]");
    EXPECT_TEXT(recording.last(exp(x), x), "exp of [2, 3]");
    EXPECT_TEXT(recording.last(log(x), x), "log of [2, 3]");
    EXPECT_TEXT(recording.last(sqrt(x), x), "sqrt of [2, 3]");
    EXPECT_TEXT(recording.last(abs(x), x), "abs of [2, 3]");
    EXPECT_TEXT(recording.last(power(x, 2.5F), x), "power of [2, 3] numbers 2.5");
  }
}

}  // namespace
