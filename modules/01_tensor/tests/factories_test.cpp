#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;
using namespace std::string_literals;

namespace {

constexpr Index draws = 4000;
// A mean or variance of `draws` numbers strays by its standard error; six of them are exceeded once in 500 million
// runs.
constexpr double standard_errors = 6;

/// The first draws of test_generator(salt), row by row.
Array64 drawn(const Shape& shape, std::uint64_t salt, float (Generator::*draw)()) {
  Generator generator = test_generator(salt);
  Array64 result(shape);
  for (double& value : result.values) value = double{(generator.*draw)()};
  return result;
}

// zeros() lays out the shape row by row in memory of exactly its size.
// Input: shapes [2, 3, 4], [], [2, 0, 3], eight axes
// Lesson: "Making tensors"
TEST(Zeros, AllocatesWhatTheShapeHolds) {
  const MemoryScope memory;
  const Tensor x = zeros({2, 3, 4});
  EXPECT_COUNT(memory.live_bytes(), 24 * 4).because("4 bytes for each of the 24 numbers");
  EXPECT_COUNT(memory.allocations(), 1);
  EXPECT_TENSOR_EQ(x, Array64(Shape{2, 3, 4}));
  EXPECT_INDICES(x.strides(), {12, 4, 1});
  EXPECT_COUNT(x.offset(), 0);
  EXPECT_TENSOR_EQ(zeros({}), Array64(0.0));
  EXPECT_TENSOR_EQ(zeros({2, 0, 3}), Array64(Shape{2, 0, 3}));
  EXPECT_SHAPE(zeros({2, 1, 3, 1, 2, 1, 1, 2}).shape(), {2, 1, 3, 1, 2, 1, 1, 2});
}

// A negative size is refused, naming the shape.
// Input: shape [2, -1]
// Lesson: "Making tensors"
TEST(Zeros, RefusesANegativeSize) {
  EXPECT_THROWS(zeros({2, -1}), std::invalid_argument, "[2, -1]");
  EXPECT_THROWS(full({-3, -4}, 1), std::invalid_argument, "[-3, -4]")
      .because("the product is positive, the sizes are not");
  EXPECT_SHAPE(zeros({2, 1}).shape(), {2, 1});
}

// full() writes the number everywhere; scalar() is a tensor without axes.
// Input: -2.5 in shape [2, 3]; 7 as a scalar
// Lesson: "Making tensors"
TEST(Full, HoldsTheNumberEverywhere) {
  EXPECT_TENSOR_EQ(full({2, 3}, -2.5F), Array64(Shape{2, 3}, {-2.5, -2.5, -2.5, -2.5, -2.5, -2.5}))
      .unlike("only the first number was written", Array64(Shape{2, 3}, {-2.5, 0, 0, 0, 0, 0}))
      .unlike("one row was written", Array64(Shape{2, 3}, {-2.5, -2.5, -2.5, 0, 0, 0}));
  EXPECT_TENSOR_EQ(full({0, 4}, 1), Array64(Shape{0, 4}));
  EXPECT_TENSOR_EQ(full({2}, std::numeric_limits<float>::infinity()), Array64(Shape{2}, {INFINITY, INFINITY}));
  EXPECT_SHAPE(scalar(7).shape(), {})
      .because("a scalar has no axes")
      .unlike("a scalar was given an axis of size 1", "[1]"s);
  EXPECT_TENSOR_EQ(scalar(7), Array64(7.0));
}

// from_values() copies the numbers row by row.
// Input: 1 to 6 in shape [2, 3]
// Lesson: "Making tensors"
TEST(FromValues, FillsRowByRow) {
  std::vector<float> values{1, 2, 3, 4, 5, 6};
  const Tensor x = from_values({2, 3}, values);
  EXPECT_SCALAR_NEAR(x(0, 2), 3, exactly());
  EXPECT_SCALAR_NEAR(x(1, 0), 4, exactly()).unlike("the numbers were laid out column by column", 2.0);
  values[0] = 99;
  EXPECT_TENSOR_EQ(x, Array64(Shape{2, 3}, {1, 2, 3, 4, 5, 6})).because("the tensor has numbers of its own");
  EXPECT_TENSOR_EQ(from_values({}, {3}), Array64(3.0));
  EXPECT_TENSOR_EQ(from_values({0}, {}), Array64(Shape{0}));
}

// Too few or too many numbers are refused, naming the shape and how many there were.
// Input: 5 and 7 numbers for shape [2, 3]
// Lesson: "Making tensors"
TEST(FromValues, RefusesAnotherNumberOfValues) {
  EXPECT_THROWS(from_values({2, 3}, {1, 2, 3, 4, 5}), std::invalid_argument, "[2, 3]", "5");
  EXPECT_THROWS(from_values({2, 3}, {1, 2, 3, 4, 5, 6, 7}), std::invalid_argument, "[2, 3]", "7");
  EXPECT_THROWS(from_values({}, {}), std::invalid_argument, "[]", "0").because("shape [] holds one number");
  EXPECT_COUNT(from_values({2, 1}, {1, 2}).size(0), 2);
}

// arange(count, start, step) has `count` entries: start, start + step, start + 2 step, ...
// Input: 4 from 10 by 3; by default; a negative step; none
// Lesson: "Making tensors"
TEST(Arange, CountsFromTheStart) {
  EXPECT_TENSOR_EQ(arange(4, 10, 3), Array64(Shape{4}, {10, 13, 16, 19}))
      .unlike("the start was ignored", Array64(Shape{4}, {0, 3, 6, 9}))
      .unlike("the step was ignored", Array64(Shape{4}, {10, 11, 12, 13}))
      .unlike("the first entry was start + step", Array64(Shape{4}, {13, 16, 19, 22}));
  EXPECT_TENSOR_EQ(arange(5), Array64(Shape{5}, {0, 1, 2, 3, 4}));
  EXPECT_TENSOR_EQ(arange(3, 1, -0.5F), Array64(Shape{3}, {1, 0.5, 0}));
  EXPECT_TENSOR_EQ(arange(0), Array64(Shape{0}));
  EXPECT_THROWS(arange(-1), std::invalid_argument, "-1");
}

// Each entry is computed from its number, so the last one is as exact as the first.
// Input: 1000 entries by 0.1
// Lesson: "Making tensors"
TEST(Arange, ErrorsDoNotPileUp) {
  const auto exact = [] {
    Array64 result(Shape{1000});
    for (Index i = 0; i < 1000; ++i) result(i) = static_cast<double>(i) * double{0.1F};
    return result;
  };
  const auto piled = [] {
    Array64 result(Shape{1000});
    float running = 0;
    for (double& value : result.values) {
      value = double{running};
      running += 0.1F;
    }
    return result;
  };
  EXPECT_TENSOR_NEAR(arange(1000, 0, 0.1F), exact(), tolerance(1.2e-7, "two float32 roundings"))
      .because("0.1 is no float32 number; adding it 999 times adds 999 rounding errors")
      .unlike("each entry was made by adding the step to the one before", piled());
}

// uniform() takes one draw an element, row by row, and stretches it to [low, high).
// Input: shape [3, 4], from -2 to 6
// Lesson: "Making tensors"
TEST(Uniform, StretchesTheDrawsToTheRange) {
  Generator generator = test_generator(1);
  const auto units = [](const Shape& shape) { return drawn(shape, 1, &Generator::uniform); };
  const auto stretched = [&](double low, double factor) {
    return textbook::map(units({3, 4}), [=](double unit) { return low + factor * unit; });
  };
  EXPECT_TENSOR_NEAR(uniform({3, 4}, generator, -2, 6), stretched(-2, 8), tolerance(1e-6, "two float32 roundings"))
      .unlike("low and high were ignored: the draws stayed in [0, 1)", units({3, 4}))
      .unlike("high was taken for the width of the range", stretched(-2, 6))
      .unlike("low was not added", stretched(0, 8))
      .unlike("one draw filled the whole tensor",
              textbook::map(Array64(Shape{3, 4}), [&](double) { return -2 + 8 * units({1}).values[0]; }));
  EXPECT_SCALAR_NEAR(generator.uniform(), units({13}).values[12], exactly())
      .because("12 draws were taken, and no more");
  EXPECT_TENSOR_EQ(uniform({2}, generator, 5, 5), Array64(Shape{2}, {5, 5}));
  EXPECT_THROWS(uniform({2}, generator, 1, 0), std::invalid_argument);
}

// Draws fill the whole range evenly: mean (low + high) / 2, variance (high - low)^2 / 12, nothing outside.
// Input: 4000 draws from [-1, 3)
// Lesson: "Making tensors"
TEST(Uniform, HasTheMeanAndVarianceOfItsRange) {
  Generator generator = test_generator(2);
  const Array64 x(uniform({draws}, generator, -1, 3));
  const double variance = 4.0 * 4.0 / 12;
  // The fourth central moment of a uniform variable is 9/5 variance^2: a squared deviation has variance 4/5 variance^2.
  const double mean_error = standard_errors * std::sqrt(variance / draws);
  const double variance_error = standard_errors * variance * std::sqrt(0.8 / draws);
  EXPECT_BETWEEN(textbook::average(x.values), 1 - mean_error, 1 + mean_error);
  EXPECT_BETWEEN(textbook::variance(x.values), variance - variance_error, variance + variance_error);
  EXPECT_BETWEEN(*std::min_element(x.values.begin(), x.values.end()), -1, -0.95);
  EXPECT_BETWEEN(*std::max_element(x.values.begin(), x.values.end()), 2.95, std::nextafter(3.0, 0.0))
      .because("high itself is never drawn");
}

// normal() takes one draw an element: mean + deviation * draw.
// Input: shape [2, 5], mean 10, deviation 3
// Lesson: "Making tensors"
TEST(Normal, ScalesByTheDeviationAndShiftsByTheMean) {
  Generator generator = test_generator(3);
  const auto scaled = [](double mean, double deviation) {
    return textbook::map(drawn({2, 5}, 3, &Generator::normal), [=](double unit) { return mean + deviation * unit; });
  };
  EXPECT_TENSOR_NEAR(normal({2, 5}, generator, 10, 3), scaled(10, 3), tolerance(1e-6, "two float32 roundings"))
      .unlike("the deviation was taken for a variance", scaled(10, std::sqrt(3.0)))
      .unlike("the variance was multiplied in, not the deviation", scaled(10, 9))
      .unlike("the mean was scaled by the deviation too", scaled(30, 3))
      .unlike("the mean was ignored", scaled(0, 3));
  EXPECT_TENSOR_EQ(normal({2}, generator, 4, 0), Array64(Shape{2}, {4, 4}));
  EXPECT_THROWS(normal({2}, generator, 0, -1), std::invalid_argument, "-1");
}

// Draws have the mean and the deviation that were asked for.
// Input: 4000 draws with mean 2, deviation 0.5
// Lesson: "Making tensors"
TEST(Normal, HasTheMeanAndDeviation) {
  Generator generator = test_generator(4);
  const Array64 x(normal({40, draws / 40}, generator, 2, 0.5F));
  const double mean_error = standard_errors * 0.5 / std::sqrt(draws);
  const double variance_error = standard_errors * 0.25 * std::sqrt(2.0 / draws);
  EXPECT_BETWEEN(textbook::average(x.values), 2 - mean_error, 2 + mean_error);
  EXPECT_BETWEEN(textbook::variance(x.values), 0.25 - variance_error, 0.25 + variance_error);
}

// The same seed gives the same tensor; a generator that goes on gives another one.
// Input: two generators of one seed, each drawn from twice
// Lesson: "Making tensors"
TEST(RandomTensors, RepeatWithTheSeedAndNotWithTheGenerator) {
  Generator generator = test_generator(5);
  Generator same = test_generator(5);
  const Tensor first = uniform({8}, generator);
  const Tensor second = uniform({8}, generator);
  EXPECT_TENSORS_AGREE(uniform({8}, same), first, exactly());
  EXPECT_TRUTH(near(second, first, 0), false)
      .because("the generator is passed by reference and moves on with each draw")
      .unlike("the generator was copied, so every tensor got the same draws", "true"s);
  EXPECT_TENSORS_AGREE(uniform({8}, same), second, exactly());
  const Tensor third = normal({8}, generator);
  EXPECT_TRUTH(near(normal({8}, generator), third, 0), false);
}

// A factory allocates its result and nothing else.
// Input: shape [10, 10] by each of them
// Lesson: "What it costs"
TEST(Factories, AllocateOnlyTheResult) {
  Generator generator = test_generator(6);
  const std::vector<float> values(100, 1.0F);
  const auto bytes = [](const auto& make) {
    const MemoryScope memory;
    make();
    return memory.peak_bytes();
  };
  EXPECT_COUNT(bytes([&] { full({10, 10}, 2); }), 400);
  EXPECT_COUNT(bytes([&] { from_values({10, 10}, values); }), 400);
  EXPECT_COUNT(bytes([&] { arange(100); }), 400);
  EXPECT_COUNT(bytes([&] { uniform({10, 10}, generator); }), 400);
  EXPECT_COUNT(bytes([&] { normal({10, 10}, generator); }), 400);
}

}  // namespace
