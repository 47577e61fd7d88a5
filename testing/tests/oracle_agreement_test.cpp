// Two oracles that share no line, on random input: where they agree, neither is likely to be wrong.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <map>
#include <numeric>
#include <stdexcept>
#include <string>
#include <vector>

#include "arrays.hpp"
#include "gu/testing/make.hpp"
#include "gu/testing/textbook.hpp"
#include "gu/testing/xtensor_oracle.hpp"

namespace gu::testing {
namespace {

double mean(const std::vector<double>& list) {
  return std::accumulate(list.begin(), list.end(), 0.0) / static_cast<double>(list.size());
}

const std::map<std::string, std::function<double(const std::vector<double>&)>> reductions{
    {"sum", [](const auto& list) { return std::accumulate(list.begin(), list.end(), 0.0); }},
    {"mean", mean},
    {"amax", [](const auto& list) { return *std::max_element(list.begin(), list.end()); }},
    {"variance", [](const auto& list) {
       const double center = mean(list);
       double squares = 0;
       for (const double value : list) squares += (value - center) * (value - center);
       return squares / static_cast<double>(list.size());
     }}};

TEST(OracleAgreement, OfArithmeticUnderBroadcasting) {
  const std::map<std::string, std::function<double(double, double)>> operations{
      {"add", std::plus<>()},
      {"subtract", std::minus<>()},
      {"multiply", std::multiplies<>()},
      {"divide", std::divides<>()},
      {"maximum", [](double a, double b) { return std::max(a, b); }}};
  const std::vector<std::pair<Shape, Shape>> shapes{{{2, 3}, {2, 3}}, {{2, 3}, {3}},       {{2, 1}, {1, 4}},
                                                    {{}, {2, 2}},     {{4, 1, 3}, {2, 1}}, {{1}, {5}}};
  for (const auto& [name, function] : operations) {
    std::uint64_t salt = 0;
    for (const auto& [left, right] : shapes) {
      const Array64 a = random_array(left, ++salt);
      const Array64 b = random_array(right, ++salt, 0.5F, 2);
      expect_near(xtensor::binary(name, a, b), textbook::combine(a, b, function),
                  name + " " + to_text(left) + " " + to_text(right));
      expect_near(xtensor::binary(name, b, a), textbook::combine(b, a, function), name + ", swapped");
    }
  }
}

TEST(OracleAgreement, OfFunctionsOfOneNumber) {
  const std::map<std::string, double (*)(double)> functions{
      {"exp", std::exp}, {"log", std::log}, {"sqrt", std::sqrt}, {"tanh", std::tanh}};
  const Array64 positive = random_array({3, 4}, 20, 0.1F, 5);
  for (const auto& [name, function] : functions)
    expect_near(xtensor::unary(name, positive), textbook::map(positive, function), name);
  const Array64 any = random_array({3, 4}, 21);
  expect_near(xtensor::unary("abs", any), textbook::map(any, [](double x) { return x < 0 ? -x : x; }), "abs");
  expect_near(xtensor::unary("negate", any), textbook::map(any, [](double x) { return -x; }), "negate");
}

TEST(OracleAgreement, OfEveryReductionOverEverySetOfAxes) {
  const Array64 x = random_array({2, 3, 4}, 30);
  for (const auto& [name, function] : reductions) {
    for (const Axes& axes : {Axes{0}, Axes{1}, Axes{2}, Axes{-1}, Axes{0, 1}, Axes{0, 2}, Axes{1, 2}, Axes{0, 1, 2}}) {
      for (const bool keepdims : {false, true}) {
        expect_near(xtensor::reduce(name, x, axes, keepdims), textbook::reduce(x, axes, keepdims, function),
                    name + " over " + to_text(axes) + (keepdims ? ", kept" : ""));
      }
    }
  }
}

TEST(OracleAgreement, OfReductionsOverEverything) {
  const Array64 x = random_array({2, 3}, 31);
  const Array64 scalar = 4.0;
  for (const auto& [name, function] : reductions) {
    expect_near(xtensor::reduce(name, x, {}, false), textbook::reduce(x, {0, 1}, false, function), name);
    expect_near(xtensor::reduce(name, x, {}, true), textbook::reduce(x, {0, 1}, true, function), name + ", kept");
    expect_near(xtensor::reduce(name, scalar, {}, false), Array64(name == "variance" ? 0.0 : 4.0),
                name + " of a scalar");
  }
}

TEST(OracleAgreement, OfPermutations) {
  const Array64 x = random_array({2, 3, 4}, 40);
  for (const Axes& order : {Axes{0, 1, 2}, Axes{2, 1, 0}, Axes{1, 2, 0}, Axes{2, 0, 1}, Axes{-1, 0, -2}})
    expect_near(xtensor::permute(x, order), textbook::permute(x, order), to_text(order));
}

TEST(OracleAgreement, OfArgmaxOverEveryAxis) {
  const auto place_of_largest = [](const std::vector<double>& list) {
    return static_cast<double>(std::max_element(list.begin(), list.end()) - list.begin());
  };
  for (const Shape& shape : {Shape{5}, Shape{3, 4}, Shape{2, 3, 4}, Shape{2, 3, 2, 4}}) {
    const Array64 x = random_array(shape, 50);
    for (Index axis = 0; axis < static_cast<Index>(shape.size()); ++axis) {
      expect_near(xtensor::argmax(x, axis), textbook::reduce(x, {axis}, false, place_of_largest),
                  to_text(shape) + " over " + std::to_string(axis));
    }
  }
}

TEST(OracleAgreement, VarianceIsThePopulationVariance) {
  // By hand: 1, 2, 3, 4 have mean 2.5 and squared distances 2.25, 0.25, 0.25, 2.25; divided by 4, not by 3.
  expect_near(xtensor::reduce("variance", Array64({4}, {1, 2, 3, 4}), {0}, false), 1.25, "variance");
}

TEST(XtensorOracle, ArgmaxTakesTheFirstOfEquals) {
  const Array64 x({2, 3}, {1, 5, 5, 7, 0, 7});
  expect_near(xtensor::argmax(x, 1), Array64({2}, {1, 0}), "rows");
  expect_near(xtensor::argmax(x, -1), Array64({2}, {1, 0}), "rows, counted from the last axis");
  expect_near(xtensor::argmax(x, 0), Array64({3}, {1, 0, 1}), "columns");
  expect_near(xtensor::argmax(Array64({3}, {1, 3, 2}), 0), 1.0, "a vector");
}

TEST(XtensorOracle, SlicesWithSteps) {
  const Array64 x(counting_tensor({3, 4}));
  expect_near(xtensor::slice(x, {0, 1}, {3, 4}, {2, 2}), Array64({2, 2}, {1, 3, 9, 11}), "every second");
  expect_near(xtensor::slice(x, {1, 0}, {2, 4}, {1, 1}), Array64({1, 4}, {4, 5, 6, 7}), "a row");
}

TEST(XtensorOracle, Concatenates) {
  const Array64 a({1, 2}, {1, 2});
  const Array64 b({1, 2}, {3, 4});
  expect_near(xtensor::concatenate(a, b, 0), Array64({2, 2}, {1, 2, 3, 4}), "rows");
  expect_near(xtensor::concatenate(a, b, 1), Array64({1, 4}, {1, 2, 3, 4}), "columns");
  expect_near(xtensor::concatenate(a, b, -1), Array64({1, 4}, {1, 2, 3, 4}), "columns, counted from the last axis");
}

TEST(XtensorOracle, RefusesWhatItDoesNotKnow) {
  const Array64 x(Shape{2});
  EXPECT_THROW(xtensor::binary("modulo", x, x), std::invalid_argument);
  EXPECT_THROW(xtensor::unary("sinh", x), std::invalid_argument);
  EXPECT_THROW(xtensor::reduce("median", x, {0}, false), std::invalid_argument);
  EXPECT_THROW(xtensor::reduce("sum", x, {1}, false), std::invalid_argument);
  EXPECT_THROW(xtensor::argmax(x, 1), std::invalid_argument);
}

}  // namespace
}  // namespace gu::testing
