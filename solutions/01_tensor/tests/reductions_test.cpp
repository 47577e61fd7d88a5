#include "gu/tensor.hpp"
#include "gu/testing/special_values.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

using Group = std::vector<double>;

const Tolerance reductions_rounding = tolerance(2e-6, "float64 inside, one rounding to float32");

// Any axes of five, in any order, positive or negative, kept or not, in any layout.
// Input: random [2, 3, 1, 4, 5]; seven lists of axes
// Lesson: "Reductions"
TEST(HiddenReductions, TakeAnyAxesOfFive) {
  Generator generator = test_generator(951);
  const Tensor x = random_tensor({2, 3, 1, 4, 5}, generator, -9, 4);
  const std::vector<std::pair<Axes, Axes>> lists{{{4, 0}, {0, 4}},         {{-2}, {3}},
                                                 {{1, -1, 3}, {1, 3, 4}},  {{-5, 2, 1}, {0, 1, 2}},
                                                 {{3, -4}, {1, 3}},        {{0, 1, 2, 3, -1}, {0, 1, 2, 3, 4}},
                                                 {{-1, -2, -5}, {0, 3, 4}}};
  bool keepdims = false;
  for (const auto& [axes, sorted] : lists) {
    keepdims = !keepdims;
    const auto expected = [&x, &wanted = sorted, keepdims](const std::function<double(const Group&)>& function) {
      return textbook::reduce(x, wanted, keepdims, function);
    };
    for (const Tensor& laid_out : {x, strided_copy(x), gapped_copy(x)}) {
      EXPECT_TENSOR_NEAR(sum(laid_out, axes, keepdims), expected(textbook::total), reductions_rounding);
      EXPECT_TENSOR_NEAR(mean(laid_out, axes, keepdims), expected(textbook::average), reductions_rounding);
      EXPECT_TENSOR_EQ(max(laid_out, axes, keepdims), expected(textbook::largest));
      EXPECT_TENSOR_NEAR(variance(laid_out, axes, keepdims, 0),
                         expected([](const Group& g) { return textbook::variance(g, 0); }), reductions_rounding);
      EXPECT_TENSOR_NEAR(variance(laid_out, axes, keepdims),
                         expected([](const Group& g) { return textbook::variance(g, 1); }), reductions_rounding);
    }
  }
  EXPECT_TENSOR_NEAR(sum(sum(x, {1}), {}), Array64(textbook::total(Array64(x).values)), reductions_rounding);
}

// Large tensors, and numbers that share a large offset, keep their digits.
// Input: 20000 random numbers in [0, 1), also behind 2^24; 500 numbers in [4096, 4097); corrections 0 to 3
// Lesson: "Reductions"
TEST(HiddenReductions, KeepDigitsOfManyNumbers) {
  Generator generator = test_generator(952);
  const Tensor many = random_tensor({40, 500}, generator, 0, 1);
  EXPECT_SCALAR_NEAR(sum(many)(), textbook::total(Array64(many).values), reductions_rounding);
  EXPECT_SCALAR_NEAR(mean(many)(), textbook::average(Array64(many).values), reductions_rounding);
  Tensor behind = to_tensor(Array64(many));
  behind.mutable_data()[0] = 16777216;
  EXPECT_SCALAR_NEAR(sum(behind)(), textbook::total(Array64(behind).values), reductions_rounding)
      .because("in float32 each of the others would be rounded away");
  const Tensor offset = random_tensor({500}, generator, 4096, 4097);
  for (Index correction = 0; correction < 4; ++correction) {
    EXPECT_SCALAR_NEAR(variance(offset, {}, false, correction)(),
                       textbook::variance(Array64(offset).values, static_cast<double>(correction)), reductions_rounding)
        .because("distances from the mean: a difference of two squares near 1.7e7 has lost these digits");
  }
  EXPECT_TENSORS_AGREE(sum(many, {1}), sum(many, {1}), exactly());
}

// The position of the largest along any axis of any layout; the first among equals; NaN above all.
// Input: random whole numbers 0 to 3 in [3, 4, 2, 5], along every axis; -inf throughout; a NaN behind +inf
// Lesson: "Reductions"
TEST(HiddenReductions, FindTheFirstLargestAlongAnyAxis) {
  Generator generator = test_generator(953);
  std::vector<float> numbers(120);
  for (float& number : numbers) number = static_cast<float>(generator.below(4)) - 2;
  const Tensor x = make_tensor({3, 4, 2, 5}, numbers);
  for (Index axis = -4; axis < 4; ++axis) {
    const auto expected = [&] {
      const Array64 places = textbook::reduce(x, {(axis + 4) % 4}, false, [](const Group& group) {
        return static_cast<double>(std::max_element(group.begin(), group.end()) - group.begin());
      });
      return std::vector<Index>(places.values.begin(), places.values.end());
    };
    EXPECT_INDICES(argmax(x, axis), (expected()));
    EXPECT_INDICES(argmax(gapped_copy(x), axis), (expected()));
    EXPECT_INDICES(argmax(strided_copy(x), axis), (expected()));
  }
  EXPECT_INDICES(argmax(filled_tensor({2, 3}, -infinity)), {0, 0});
  EXPECT_INDICES(argmax(make_tensor({2, 4}, {1, infinity, not_a_number, not_a_number, -3, -1, -1, -2})), {2, 1});
  EXPECT_THROWS(argmax(counting_tensor({2, 0}), 1), std::invalid_argument, "[2, 0]");
  EXPECT_COUNT(argmax(counting_tensor({2, 0}), 0).size(), 0);
}

// Whatever the layout of the input, no reduction copies it.
// Input: random sizes a, b, c, d from 2 to 6, with gaps, over the axes 0 and 2, with and without keepdims
// Lesson: "What it costs"
TEST(HiddenReductions, CopyNoInput) {
  Generator generator = test_generator(954);
  const Index b = 2 + generator.below(5);
  const Index d = 2 + generator.below(5);
  const Tensor x = gapped_copy(random_tensor({2 + generator.below(5), b, 2 + generator.below(5), d}, generator));
  for (const bool keepdims : {false, true}) {
    const auto bytes = [&](const auto& reduce) {
      const MemoryScope memory;
      reduce(x, Axes{0, 2}, keepdims);
      return memory.peak_bytes();
    };
    EXPECT_COUNT(bytes([](const auto&... a) { return sum(a...); }), 4 * b * d);
    EXPECT_COUNT(bytes([](const auto&... a) { return mean(a...); }), 4 * b * d);
    EXPECT_COUNT(bytes([](const auto&... a) { return max(a...); }), 4 * b * d);
    EXPECT_COUNT(bytes([](const auto&... a) { return variance(a...); }), 4 * b * d);
  }
}

}  // namespace
