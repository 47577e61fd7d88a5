#include "gu/testing/comparison.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <string>
#include <vector>

#include "failures.hpp"
#include "gu/testing/make.hpp"

namespace gu::testing {
namespace {

constexpr float inf = std::numeric_limits<float>::infinity();
const float nan = std::nanf("");

Tensor row(const std::vector<float>& values) {
  return make_tensor({static_cast<Index>(values.size())}, values);
}

TEST(TensorNear, PassesOnEqualNumbersAndShapes) {
  EXPECT_PASSES(EXPECT_TENSOR_NEAR(row({1, 2, 3}), row({1, 2, 3}), exactly()));
  EXPECT_PASSES(EXPECT_TENSOR_EQ(counting_tensor({2, 3}), Array64({2, 3}, {0, 1, 2, 3, 4, 5})));
  EXPECT_PASSES(EXPECT_TENSOR_EQ(filled_tensor({}, 7), 7.0));
  EXPECT_PASSES(EXPECT_TENSOR_EQ(counting_tensor({2, 0}), Array64({2, 0}, {})));
}

TEST(TensorNear, ReadsAStridedTensorByItsIndices) {
  const Tensor tensor = counting_tensor({2, 3});
  EXPECT_PASSES(EXPECT_TENSOR_EQ(strided_copy(tensor), tensor));
  const Tensor transposed(tensor.storage(), {3, 2}, {1, 3});
  EXPECT_PASSES(EXPECT_TENSOR_EQ(transposed, Array64({3, 2}, {0, 3, 1, 4, 2, 5})));
  EXPECT_FAILS(EXPECT_TENSOR_EQ(transposed, Array64({3, 2}, {0, 1, 2, 3, 4, 5})));
}

TEST(TensorNear, TheAllowanceIsAbsoluteBelowOneAndRelativeAbove) {
  const Tolerance thousandth = tolerance(1e-3, "a test");
  EXPECT_PASSES(EXPECT_SCALAR_NEAR(0.50099, 0.5, thousandth));
  EXPECT_PASSES(EXPECT_SCALAR_NEAR(0.49901, 0.5, thousandth));
  EXPECT_FAILS(EXPECT_SCALAR_NEAR(0.50101, 0.5, thousandth));
  EXPECT_FAILS(EXPECT_SCALAR_NEAR(0.49899, 0.5, thousandth));
  EXPECT_PASSES(EXPECT_SCALAR_NEAR(-40.0399, -40, thousandth));
  EXPECT_PASSES(EXPECT_SCALAR_NEAR(-39.9601, -40, thousandth));
  EXPECT_FAILS(EXPECT_SCALAR_NEAR(-40.0401, -40, thousandth));
  EXPECT_FAILS(EXPECT_SCALAR_NEAR(-39.9599, -40, thousandth));
  EXPECT_FAILS(EXPECT_SCALAR_NEAR(40, -40, thousandth));
}

TEST(TensorNear, ARelativeToleranceSeesAWrongTinyNumber) {
  const Array64 expected({2}, {1e-30, 2e-30});
  const Array64 wrong({2}, {1e-30, 2.00003e-30});
  EXPECT_PASSES(EXPECT_TENSOR_NEAR(wrong, expected, tolerance(1e-5, "a test")));
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(wrong, expected, relative_tolerance(1e-5, "a test")));
  EXPECT_PASSES(EXPECT_TENSOR_NEAR(wrong, expected, relative_tolerance(2e-5, "a test")));
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(Array64(Shape{2}), expected, relative_tolerance(1e-5, "a test")));
  EXPECT_PASSES(EXPECT_SCALAR_NEAR(0, 0, relative_tolerance(1e-5, "a test")));
  EXPECT_FAILS(EXPECT_SCALAR_NEAR(1e-300, 0, relative_tolerance(1e-5, "a test")));
  EXPECT_HOLDS(failure_of([&] { EXPECT_TENSOR_NEAR(wrong, expected, relative_tolerance(1e-5, "of float32")); }),
               "  allowed   2e-35 off (of float32)\n");
}

TEST(TensorNear, OneElementJustOverTheToleranceIsEnough) {
  const Array64 expected({2, 3}, {0, 1, 2, 3, 4, 5});
  EXPECT_PASSES(EXPECT_TENSOR_NEAR(make_tensor({2, 3}, {0, 1, 2, 3, 4, 5.0049F}), expected, tolerance(1e-3, "a test")));
  const std::string message = failure_of([&] {
    EXPECT_TENSOR_NEAR(make_tensor({2, 3}, {0, 1, 2, 3, 4, 5.0051F}), expected, tolerance(1e-3, "sums of 7 products"));
  });
  EXPECT_HOLDS(message, "1 of 6 elements of shape [2, 3] are wrong, the first at index [1, 2]\n");
  EXPECT_HOLDS(message, "  got       5.0050998\n  expected  5\n");
  EXPECT_HOLDS(message, "  allowed   0.005 off (sums of 7 products)\n");
}

TEST(TensorNear, NamesTheFirstWrongIndexInRowMajorOrder) {
  const Tensor wrong = make_tensor({2, 3}, {0, 9, 2, 9, 4, 9});
  EXPECT_HOLDS(failure_of([&] {
                 EXPECT_TENSOR_EQ(wrong, counting_tensor({2, 3}));
               }),
               "3 of 6 elements of shape [2, 3] are wrong, the first at index [0, 1]\n  got       9\n  expected  1\n");
  EXPECT_HOLDS(failure_of([&] {
                 EXPECT_TENSOR_EQ(strided_copy(wrong), counting_tensor({2, 3}));
               }),
               "3 of 6 elements of shape [2, 3] are wrong, the first at index [0, 1]\n  got       9\n  expected  1\n");
  EXPECT_HOLDS(failure_of([] {
                 EXPECT_TENSOR_EQ(filled_tensor({2, 2, 2}, 1), filled_tensor({2, 2, 2}, 2));
               }),
               "8 of 8 elements of shape [2, 2, 2] are wrong, the first at index [0, 0, 0]\n");
}

TEST(TensorNear, ExactMeansEveryBitOfTheNumber) {
  const float next = std::nextafter(0.1F, 1.0F);
  EXPECT_FAILS(EXPECT_TENSOR_EQ(row({next}), row({0.1F})));
  // float 0.1 is not the double 0.1; both are written out until they differ.
  const std::string message = failure_of([] { EXPECT_SCALAR_NEAR(0.1F, 0.1, exactly()); });
  EXPECT_HOLDS(message, "  got       0.10000000149011612\n  expected  0.10000000000000001\n");
  EXPECT_FALSE(holds(message, "allowed")) << message;
}

TEST(TensorNear, NotANumberNeverPasses) {
  const Tolerance huge = tolerance(1e30, "a test");
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(row({1, nan}), row({1, 2}), huge));
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(row({1, 2}), row({1, nan}), huge));
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(row({1, nan}), row({1, nan}), huge));
  EXPECT_FAILS(EXPECT_TENSOR_EQ(row({nan}), row({nan})));
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(row({-nan}), row({0}), huge));
  EXPECT_HOLDS(failure_of([&] {
                 EXPECT_TENSOR_NEAR(row({1, nan}), row({1, 2}), huge);
               }),
               "at index [1]\n  got       nan");
}

TEST(TensorNear, ANaNIsWrittenWithoutItsSign) {
  const float negative = std::copysign(nan, -1.0F);
  const std::string wrong =
      failure_of([&] { EXPECT_TENSOR_EQ(row({negative}), row({1})).given("x", row({negative})); });
  EXPECT_HOLDS(wrong, "  got       nan\n  expected  1\n");
  EXPECT_HOLDS(wrong, "  given x = [1] nan\n");
  EXPECT_HOLDS(failure_of([&] { EXPECT_SCALAR_NEAR(negative, nan, exactly()); }), "  got       nan\n  expected  nan\n");
  EXPECT_HOLDS(failure_of([&] { EXPECT_SCALAR_NEAR(1, negative, exactly()); }), "  got       1\n  expected  nan\n");
}

TEST(TensorNear, AnInfinityEqualsOnlyItself) {
  const Tolerance huge = tolerance(1e30, "a test");
  EXPECT_PASSES(EXPECT_TENSOR_NEAR(row({inf, -inf}), row({inf, -inf}), huge));
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(row({inf}), row({1}), huge));
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(row({1}), row({inf}), huge));
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(row({-inf}), row({inf}), huge));
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(row({inf}), row({-inf}), huge));
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(row({nan}), row({inf}), huge));
  EXPECT_FAILS(EXPECT_TENSOR_NEAR(row({std::numeric_limits<float>::max()}), row({inf}), huge));
  const std::string message = failure_of([&] { EXPECT_TENSOR_NEAR(row({1}), row({-inf}), huge); });
  EXPECT_HOLDS(message, "  got       1\n  expected  -inf\n");
  EXPECT_FALSE(holds(message, "allowed")) << message;  // no allowance makes a number an infinity
}

TEST(TensorNear, TheShapeCountsNotTheNumberOfElements) {
  const auto fails = [](const Shape& actual, const Shape& expected) {
    return failure_of([&] { EXPECT_TENSOR_NEAR(filled_tensor(actual, 1), filled_tensor(expected, 1), exactly()); });
  };
  EXPECT_HOLDS(fails({2, 3}, {3, 2}), "  got shape       [2, 3]\n  expected shape  [3, 2]\n");
  EXPECT_HOLDS(fails({6}, {2, 3}), "  got shape       [6]\n  expected shape  [2, 3]\n");
  EXPECT_HOLDS(fails({6, 1}, {6}), "  got shape       [6, 1]\n  expected shape  [6]\n");
  EXPECT_HOLDS(fails({1}, {}), "  got shape       [1]\n  expected shape  []\n");
  EXPECT_HOLDS(fails({0, 3}, {3, 0}), "  got shape       [0, 3]\n  expected shape  [3, 0]\n");
  EXPECT_HOLDS(fails({5}, {6}), "  got shape       [5]\n  expected shape  [6]\n");
}

TEST(TensorNear, AnUndefinedTensorIsReportedAsThat) {
  const std::string message = failure_of([] { EXPECT_TENSOR_EQ(Tensor(), row({1})); });
  EXPECT_HOLDS(message, "  got       an undefined tensor\n  expected  [1] 1\n");
  EXPECT_FAILS(EXPECT_TENSOR_EQ(Tensor(), Array64({0}, {})));
}

TEST(ScalarNear, FailsOnNaNAndInfinityAsTensorsDo) {
  const Tolerance huge = tolerance(1e30, "a test");
  EXPECT_FAILS(EXPECT_SCALAR_NEAR(nan, 1, huge));
  EXPECT_FAILS(EXPECT_SCALAR_NEAR(1, nan, huge));
  EXPECT_FAILS(EXPECT_SCALAR_NEAR(nan, nan, huge));
  EXPECT_FAILS(EXPECT_SCALAR_NEAR(inf, 1, huge));
  EXPECT_FAILS(EXPECT_SCALAR_NEAR(-inf, inf, huge));
  EXPECT_PASSES(EXPECT_SCALAR_NEAR(inf, inf, huge));
}

TEST(Count, IsExactAndWrittenInFull) {
  EXPECT_PASSES(EXPECT_COUNT(134217728, Index{1} << 27U));
  EXPECT_HOLDS(failure_of([] { EXPECT_COUNT(134217732, Index{1} << 27U); }),
               "  got       134217732\n  expected  134217728\n");
  EXPECT_FAILS(EXPECT_COUNT(-1, 1));
  EXPECT_FAILS(EXPECT_COUNT(nan, 0));
}

TEST(Between, HoldsTheEndsAndNothingOutside) {
  EXPECT_PASSES(EXPECT_BETWEEN(1.9, 1.9, 2.1));
  EXPECT_PASSES(EXPECT_BETWEEN(2.1, 1.9, 2.1));
  EXPECT_FAILS(EXPECT_BETWEEN(1.8999, 1.9, 2.1));
  EXPECT_HOLDS(failure_of([] { EXPECT_BETWEEN(2.1001, 1.9, 2.1); }),
               "  got       2.1001\n  expected  between 1.9 and 2.1\n");
}

TEST(Between, FailsOnNaNWhereverItStands) {
  EXPECT_FAILS(EXPECT_BETWEEN(nan, -1e30, 1e30));
  EXPECT_FAILS(EXPECT_BETWEEN(1, std::nan(""), 2));
  EXPECT_FAILS(EXPECT_BETWEEN(1, 0, std::nan("")));
  EXPECT_FAILS(EXPECT_BETWEEN(inf, -1e30, 1e30));
  EXPECT_FAILS(EXPECT_BETWEEN(-inf, -1e30, 1e30));
}

TEST(ShapeAndIndices, CompareLengthAndEveryEntry) {
  EXPECT_PASSES(EXPECT_SHAPE(row({1, 2}).shape(), {2}));
  EXPECT_PASSES(EXPECT_SHAPE(filled_tensor({}, 1).shape(), {}));
  EXPECT_HOLDS(failure_of([] {
                 EXPECT_SHAPE(filled_tensor({2, 3}, 0).shape(), {3, 2});
               }),
               "  got       [2, 3]\n  expected  [3, 2]\n");
  EXPECT_FAILS(EXPECT_SHAPE((Shape{6}), {2, 3}));
  EXPECT_FAILS(EXPECT_SHAPE((Shape{2, 3, 1}), {2, 3}));
  EXPECT_FAILS(EXPECT_SHAPE(Shape{}, {1}));
  EXPECT_PASSES(EXPECT_INDICES((std::vector<int>{3, -1, 2}), {3, -1, 2}));
  EXPECT_PASSES(EXPECT_INDICES(std::vector<int>{}, {}));
  EXPECT_FAILS(EXPECT_INDICES((std::vector<int>{3, 1}), {3, 2}));
  EXPECT_FAILS(EXPECT_INDICES((std::vector<int>{3, 1}), {1, 3}));
  EXPECT_FAILS(EXPECT_INDICES((std::vector<int>{3}), {3, 0}));
  EXPECT_FAILS(EXPECT_INDICES((std::vector<int>{12}), {1, 2}));
}

TEST(TextAndTruth, CompareEveryCharacter) {
  EXPECT_PASSES(EXPECT_TEXT("[1, 2]", "[1, 2]"));
  EXPECT_FAILS(EXPECT_TEXT("[1, 2]", "[1,2]"));
  EXPECT_FAILS(EXPECT_TEXT("[1, 2]\n", "[1, 2]"));
  EXPECT_FAILS(EXPECT_TEXT("", "0"));
  EXPECT_PASSES(EXPECT_TRUTH(true, true));
  EXPECT_FAILS(EXPECT_TRUTH(false, true));
  EXPECT_HOLDS(failure_of([] { EXPECT_TRUTH(1 > 0, false); }), "1 > 0\n  got       true\n  expected  false\n");
}

TEST(Comparison, TextAndNumbersAreNeverEqual) {
  EXPECT_FAILS(Comparison({__FILE__, __LINE__, "x"}, Value(1.0), Value(std::string("1")), exactly()));
  EXPECT_FAILS(Comparison({__FILE__, __LINE__, "x"}, Value(std::string("1")), Value(1.0), exactly()));
  EXPECT_FAILS(Comparison({__FILE__, __LINE__, "x"}, Value(std::string()), Value(0.0), exactly()));
}

TEST(Comparison, BeginsWithTheExpressionAndEndsWithTheReason) {
  const Tensor input = counting_tensor({3, 3});
  const std::string message = failure_of([&] {
    EXPECT_SCALAR_NEAR(2 + 3, 6, exactly()).because("six is the smallest perfect number").given("input", input);
  });
  EXPECT_EQ(message,
            "2 + 3\n  got       5\n  expected  6\n  given input = [3, 3] 0, 1, 2, 3, 4, 5, 6, 7, ...\n"
            "  six is the smallest perfect number\n");
}

TEST(Comparison, StandsWhereTheTestWroteIt) {
  ::testing::TestPartResultArray results;
  {
    const ::testing::ScopedFakeTestPartResultReporter interceptor(&results);
    EXPECT_COUNT(1, 2);
  }
  const int line = __LINE__ - 2;
  ASSERT_EQ(results.size(), 1);
  EXPECT_EQ(results.GetTestPartResult(0).line_number(), line);
  EXPECT_STREQ(results.GetTestPartResult(0).file_name(), __FILE__);
}

TEST(Near, IsTheSameRuleAsAFunction) {
  EXPECT_TRUE(near(Array64({2}, {1, 2}), Array64({2}, {1, 2.0019}), 1e-3));
  EXPECT_FALSE(near(Array64({2}, {1, 2}), Array64({2}, {1, 2.0021}), 1e-3));
  EXPECT_FALSE(near(Array64({2}, {1, 2}), Array64({1, 2}, {1, 2}), 1e-3));
  EXPECT_FALSE(near(double{nan}, double{nan}, 1));
}

}  // namespace
}  // namespace gu::testing
