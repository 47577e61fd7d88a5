#include "gu/tensor.hpp"

using namespace gu;
using namespace gu::testing;

namespace {

// The number of elements is the product of the sizes; a shape without axes holds one number.
// Input: [2, 3, 4], [5], [], [3, 0, 2]
// Lesson: "Shape, strides, offset"
TEST(ElementCount, IsTheProductOfTheSizes) {
  EXPECT_COUNT(element_count({2, 3, 4}), 24).unlike("the sizes were added, not multiplied", 9.0);
  EXPECT_COUNT(element_count({5}), 5);
  EXPECT_COUNT(element_count({}), 1)
      .because("the product of no numbers is 1: a tensor without axes holds one number")
      .unlike("the product started from 0", 0.0);
  EXPECT_COUNT(element_count({3, 0, 2}), 0);
}

// In row-major order the last axis is contiguous and every earlier one steps over all that lies behind it.
// Input: [2, 3, 4], [7], [], [2, 1, 3]
// Lesson: "Shape, strides, offset"
TEST(RowMajorStrides, TheLastAxisIsContiguous) {
  EXPECT_INDICES(row_major_strides({2, 3, 4}), {12, 4, 1})
      .because("stride of an axis = product of the sizes behind it")
      .unlike("the strides are column-major: the first axis is contiguous", integers_value(Strides{1, 2, 6}))
      .unlike("an axis counted its own size into its stride", integers_value(Strides{24, 12, 4}));
  EXPECT_INDICES(row_major_strides({7}), {1});
  EXPECT_INDICES(row_major_strides({}), {});
  EXPECT_INDICES(row_major_strides({2, 1, 3}), {3, 3, 1});
}

}  // namespace
