// .unlike(): a mistake that the expected value equals makes the test itself fail. That the mistake is named to the
// student is shown in report_test.cpp, on the events of a whole suite.
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "failures.hpp"
#include "gu/testing/comparison.hpp"
#include "gu/testing/make.hpp"

namespace gu::testing {
namespace {

const double not_a_number = std::nan("");
constexpr double infinite = std::numeric_limits<double>::infinity();
const char* const blind =
    "The test is at fault, not you: its expected value equals that of the mistake \"the mistake\"";

[[noreturn]] void refuse() {
  throw std::invalid_argument("add: expected shapes that broadcast; given [2] and [3]");
}

TEST(Unlike, AMistakeThatDiffersLeavesATestAlone) {
  EXPECT_PASSES(
      EXPECT_TENSOR_EQ(counting_tensor({3}), counting_tensor({3})).unlike("the mistake", filled_tensor({3}, 1)));
  EXPECT_PASSES(EXPECT_TENSOR_EQ(counting_tensor({3}), counting_tensor({3})).unlike("the mistake", Tensor()));
  EXPECT_PASSES(
      EXPECT_TENSOR_EQ(counting_tensor({3}), counting_tensor({3})).unlike("the mistake", counting_tensor({3, 1})));
  EXPECT_PASSES(EXPECT_SCALAR_NEAR(1, 1, tolerance(1e-3, "a test")).unlike("the mistake", 1.0011));
  EXPECT_PASSES(EXPECT_SCALAR_NEAR(1, 1, tolerance(1e-3, "a test")).unlike("the mistake", not_a_number));
  EXPECT_PASSES(EXPECT_BETWEEN(2, 1.9, 2.1).unlike("the mistake", 3.0));
  EXPECT_PASSES(EXPECT_BETWEEN(2, 1.9, 2.1).unlike("the mistake", not_a_number));
  EXPECT_PASSES(
      EXPECT_THROWS(refuse(), std::invalid_argument, "[2]").unlike("the mistake", std::string("no exception")));
}

TEST(Unlike, ARelativeToleranceTellsTinyMistakesFromTinyNumbers) {
  const Array64 tiny({2}, {1e-30, 2e-30});
  const Array64 nothing(Shape{2});
  EXPECT_PASSES(EXPECT_TENSOR_NEAR(tiny, tiny, relative_tolerance(1e-5, "a test")).unlike("the mistake", nothing));
  EXPECT_HOLDS(
      failure_of([&] { EXPECT_TENSOR_NEAR(tiny, tiny, tolerance(1e-5, "a test")).unlike("the mistake", nothing); }),
      blind);
}

TEST(Unlike, AMistakeEqualToTheExpectedValueFailsTheTest) {
  EXPECT_HOLDS(
      failure_of([] {
        EXPECT_TENSOR_EQ(counting_tensor({3}), counting_tensor({3})).unlike("the mistake", counting_tensor({3}));
      }),
      blind);
  EXPECT_HOLDS(failure_of([] { EXPECT_SCALAR_NEAR(1, 1, tolerance(1e-3, "a test")).unlike("the mistake", 1.0009); }),
               blind);
  EXPECT_HOLDS(failure_of([] { EXPECT_COUNT(24, 24).unlike("the mistake", 24.0); }), blind);
  EXPECT_HOLDS(failure_of([] { EXPECT_BETWEEN(2, 1.9, 2.1).unlike("the mistake", 2.05); }), blind);
  EXPECT_HOLDS(failure_of([] {
                 EXPECT_SHAPE((Shape{2, 3}), {2, 3}).unlike("the mistake", shape_value({2, 3}));
               }),
               blind);
  EXPECT_HOLDS(failure_of([] {
                 EXPECT_INDICES((Axes{1, 0}), {1, 0}).unlike("the mistake", integers_value(Axes{1, 0}));
               }),
               blind);
  EXPECT_HOLDS(failure_of([] { EXPECT_TEXT("a", "a").unlike("the mistake", std::string("a")); }), blind);
  EXPECT_HOLDS(failure_of([] { EXPECT_TRUTH(true, true).unlike("the mistake", truth_value(true)); }), blind);
  EXPECT_HOLDS(failure_of([] {
                 EXPECT_THROWS(refuse(), std::invalid_argument, "[2]")
                     .unlike("the mistake", std::string("std::invalid_argument: some other words with [2]"));
               }),
               blind);
}

TEST(Unlike, InfinitiesAreToldApart) {
  EXPECT_PASSES(EXPECT_SCALAR_NEAR(infinite, infinite, exactly()).unlike("the mistake", -infinite));
  EXPECT_PASSES(EXPECT_SCALAR_NEAR(infinite, infinite, exactly()).unlike("the mistake", not_a_number));
  EXPECT_HOLDS(failure_of([] { EXPECT_SCALAR_NEAR(infinite, infinite, exactly()).unlike("the mistake", infinite); }),
               blind);
}

TEST(Unlike, EachBlindMistakeIsNamedBesideTheFailureItself) {
  const auto messages = failures_of(
      [] { EXPECT_COUNT(25, 24).unlike("the mistake", 24.0).unlike("harmless", 9.0).unlike("another mistake", 24.0); });
  ASSERT_EQ(messages.size(), 3U);
  EXPECT_HOLDS(messages[0], blind);
  EXPECT_HOLDS(messages[1], "\"another mistake\"");
  EXPECT_HOLDS(messages[2], "  got       25\n  expected  24\n");
}

}  // namespace
}  // namespace gu::testing
