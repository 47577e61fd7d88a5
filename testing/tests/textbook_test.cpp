// The textbook formulas against numbers that can be checked by hand. oracle_agreement_test.cpp compares them with
// xtensor.
#include "gu/testing/textbook.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <numeric>
#include <stdexcept>
#include <vector>

#include "arrays.hpp"

namespace gu::testing::textbook {
namespace {

double plus(double a, double b) {
  return a + b;
}
// A function object, because a plain function would bring std::reduce into every call of reduce().
const auto total = [](const std::vector<double>& list) { return std::accumulate(list.begin(), list.end(), 0.0); };

const Array64 matrix({2, 3}, {1, 2, 3, 4, 5, 6});

TEST(TextbookMap, AppliesTheFunctionToEveryElement) {
  expect_near(map(matrix, [](double x) { return x * x; }), Array64({2, 3}, {1, 4, 9, 16, 25, 36}));
}

TEST(TextbookCombine, BroadcastsFromTheRight) {
  expect_near(combine(matrix, Array64({3}, {10, 20, 30}), plus), Array64({2, 3}, {11, 22, 33, 14, 25, 36}));
  expect_near(combine(matrix, Array64({2, 1}, {10, 20}), plus), Array64({2, 3}, {11, 12, 13, 24, 25, 26}));
  expect_near(combine(Array64({2, 1}, {1, 2}), Array64({1, 2}, {10, 20}), plus), Array64({2, 2}, {11, 21, 12, 22}));
  expect_near(combine(100.0, matrix, plus), Array64({2, 3}, {101, 102, 103, 104, 105, 106}));
  EXPECT_EQ(combine(Array64({1, 3}), Array64({0, 3}), plus).shape, (Shape{0, 3}));
}

TEST(TextbookCombine, KeepsTheOrderOfItsOperands) {
  expect_near(combine(Array64({2}, {5, 7}), 2.0, [](double a, double b) { return a - b; }), Array64({2}, {3, 5}));
}

TEST(TextbookCombine, RefusesShapesThatDoNotBroadcast) {
  EXPECT_THROW(combine(matrix, Array64(Shape{2}), plus), std::invalid_argument);
  EXPECT_THROW(combine(Array64({2, 3}), Array64({3, 3}), plus), std::invalid_argument);
  EXPECT_THROW(combine(Array64(Shape{0}), Array64(Shape{2}), plus), std::invalid_argument);
}

TEST(TextbookMatmul, GivesTheProductOfTwoMatrices) {
  expect_near(matmul(matrix, Array64({3, 2}, {1, 0, 0, 1, 1, 1})), Array64({2, 2}, {4, 5, 10, 11}));
  expect_near(matmul(Array64({1, 3}, {1, 2, 3}), Array64({3, 1}, {4, 5, 6})), Array64({1, 1}, {32}));
  expect_near(matmul(Array64({2, 0}), Array64({0, 3})), Array64({2, 3}));  // a sum of nothing is 0
}

TEST(TextbookMatmul, BroadcastsTheLeadingAxes) {
  const Array64 stack({2, 1, 2}, {1, 2, 3, 4});
  const Array64 identity({2, 2}, {1, 0, 0, 1});
  expect_near(matmul(stack, identity), stack);
  const Array64 two({2, 2, 2}, {1, 0, 0, 1, 0, 1, 1, 0});
  expect_near(matmul(Array64({1, 1, 2}, {5, 6}), two), Array64({2, 1, 2}, {5, 6, 6, 5}));
}

TEST(TextbookMatmul, RefusesInnerSizesThatDifferAndVectors) {
  EXPECT_THROW(matmul(matrix, matrix), std::invalid_argument);
  EXPECT_THROW(matmul(Array64({2, 1}), Array64({3, 2})),
               std::invalid_argument);  // 1 does not stretch over an inner axis
  EXPECT_THROW(matmul(Array64(Shape{3}), Array64({3, 1})), std::invalid_argument);
  EXPECT_THROW(matmul(Array64({1, 3}), Array64(Shape{3})), std::invalid_argument);
}

TEST(TextbookPermute, SendsAxisOrderOfIToI) {
  const Array64 x({2, 3, 4});
  EXPECT_EQ(permute(x, {2, 0, 1}).shape, (Shape{4, 2, 3}));
  Array64 marked = x;
  marked(1, 2, 3) = 7;
  EXPECT_EQ(permute(marked, {2, 0, 1})(3, 1, 2), 7);
  EXPECT_EQ(permute(marked, {-1, 0, -2})(3, 1, 2), 7);
  expect_near(transpose(matrix), Array64({3, 2}, {1, 4, 2, 5, 3, 6}));
  EXPECT_THROW(transpose(Array64(Shape{3})), std::invalid_argument);
  EXPECT_THROW(permute(x, {0, 1, 3}), std::invalid_argument);
}

TEST(TextbookReduce, DropsOrKeepsTheAxes) {
  expect_near(reduce(matrix, {0}, false, total), Array64({3}, {5, 7, 9}));
  expect_near(reduce(matrix, {-1}, false, total), Array64({2}, {6, 15}));
  expect_near(reduce(matrix, {1}, true, total), Array64({2, 1}, {6, 15}));
  expect_near(reduce(matrix, {0, 1}, true, total), Array64({1, 1}, {21}));
  expect_near(reduce(matrix, {1, 0}, false, total), 21.0);
  expect_near(reduce(Array64({0, 2}), {0}, false, total), Array64(Shape{2}));
}

TEST(TextbookReduce, HandsTheListOverInRowMajorOrder) {
  const auto first_minus_last = [](const std::vector<double>& list) { return list.front() - list.back(); };
  expect_near(reduce(matrix, {0}, false, first_minus_last), Array64({3}, {-3, -3, -3}));
  expect_near(reduce(matrix, {0, 1}, false, first_minus_last), -5.0);
}

TEST(TextbookSoftmax, GivesTheKnownFractions) {
  const double l2 = std::log(2);
  const double l5 = std::log(5);
  // exp gives 1 : 2 : 5 in one row and 5 : 1 : 2 in the other
  const Array64 x({2, 3}, {0, l2, l5, l5, 0, l2});
  expect_near(softmax(x, -1), Array64({2, 3}, {0.125, 0.25, 0.625, 0.625, 0.125, 0.25}));
  expect_near(softmax(x, 0), Array64({2, 3}, {1.0 / 6, 2.0 / 3, 5.0 / 7, 5.0 / 6, 1.0 / 3, 2.0 / 7}));
  expect_near(log_softmax(x, 1), map(softmax(x, 1), [](double p) { return std::log(p); }));
}

TEST(TextbookSoftmax, SurvivesScoresOfAThousandAndHiddenKeys) {
  expect_near(softmax(Array64({3}, {1000, 1000, -1000}), 0), Array64({3}, {0.5, 0.5, 0}));
  expect_near(log_softmax(Array64({2}, {1000, 0}), 0), Array64({2}, {0, -1000}));
  expect_near(softmax(Array64({3}, {2, -INFINITY, 2}), 0), Array64({3}, {0.5, 0, 0.5}));
}

TEST(TextbookSumTo, AddsUpWhatBroadcastingHadStretched) {
  expect_near(sum_to(matrix, {3}), Array64({3}, {5, 7, 9}));
  expect_near(sum_to(matrix, {2, 1}), Array64({2, 1}, {6, 15}));
  expect_near(sum_to(matrix, {1, 3}), Array64({1, 3}, {5, 7, 9}));
  expect_near(sum_to(matrix, {}), 21.0);
  expect_near(sum_to(matrix, {2, 3}), matrix);
}

}  // namespace
}  // namespace gu::testing::textbook
