#include "gu/testing/special_values.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

#include "arrays.hpp"
#include "failures.hpp"
#include "gu/testing/comparison.hpp"

namespace gu::testing {
namespace {

TEST(NanPlaces, AreOneWhereANumberIsNone) {
  const Tensor x = make_tensor({4}, {not_a_number, 1, infinity, -not_a_number});
  EXPECT_EQ(nan_places(x).values, (std::vector<double>{1, 0, 0, 1}));
  EXPECT_PASSES(EXPECT_TENSOR_EQ(nan_places(x), Array64({4}, {1, 0, 0, 1})));
  EXPECT_FAILS(EXPECT_TENSOR_EQ(nan_places(filled_tensor({4}, 0)), Array64({4}, {1, 0, 0, 1})));
}

TEST(PartlyHidden, HidesSomeEntriesAndNeverTheFirstOfARow) {
  Generator generator(71);
  const Array64 scores(partly_hidden({4, 10, 5}, -2, generator, 3));
  std::size_t hidden = 0;
  for (std::size_t i = 0; i < scores.values.size(); ++i) {
    if (!std::isinf(scores.values[i])) continue;
    ++hidden;
    EXPECT_LT(scores.values[i], 0);
    EXPECT_NE(scores.index_of(i)[1], 0);
  }
  EXPECT_GT(hidden, 30U);
  EXPECT_LT(hidden, 90U);
}

TEST(GappedCopy, HoldsTheSameNumbersAmongNaN) {
  for (const Shape& shape : {Shape{}, Shape{4}, Shape{2, 3}, Shape{2, 1, 3}, Shape{2, 0}}) {
    const Tensor tensor = to_tensor(random_array(shape, 70));
    const Tensor copy = gapped_copy(tensor);
    EXPECT_EQ(copy.shape(), shape);
    EXPECT_EQ(Array64(copy).values, Array64(tensor).values) << to_text(shape);
  }
}

TEST(GappedCopy, TurnsAForgottenStrideOrOffsetIntoNaN) {
  const Tensor copy = gapped_copy(counting_tensor({2, 3}));
  const auto has_nan = [&](const Strides& strides, Index offset) {
    const Array64 read(Tensor(copy.storage(), {2, 3}, strides, offset));
    return std::any_of(read.values.begin(), read.values.end(), [](double x) { return std::isnan(x); });
  };
  EXPECT_FALSE(has_nan(copy.strides(), copy.offset()));
  EXPECT_TRUE(has_nan(copy.strides(), 0));
  EXPECT_TRUE(has_nan({3, 1}, copy.offset()));
  EXPECT_TRUE(has_nan({copy.strides()[0], 1}, copy.offset()));
}

}  // namespace
}  // namespace gu::testing
