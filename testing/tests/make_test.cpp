#include "gu/testing/make.hpp"

#include <gtest/gtest.h>

#include <cmath>
#include <stdexcept>
#include <vector>

#include "gu/testing/array64.hpp"

namespace gu::testing {
namespace {

/// Puts the seed of the process back.
class Seeds : public ::testing::Test {
 protected:
  void TearDown() override { set_seed(before_); }

 private:
  std::uint64_t before_ = seed();
};

TEST(Array64, HoldsAsManyValuesAsItsShapeSays) {
  EXPECT_EQ(Array64({2, 3}).values, std::vector<double>(6, 0.0));
  EXPECT_EQ(Array64(Shape{}).values, std::vector<double>(1, 0.0));
  EXPECT_TRUE(Array64({2, 0}).values.empty());
  EXPECT_EQ(Array64(Shape{2}).values, std::vector<double>(2, 0.0));
  EXPECT_EQ(Array64().values.size(), 1U);
  EXPECT_EQ(Array64(2.5).values, std::vector<double>{2.5});
  EXPECT_EQ(Array64(2.5).shape, Shape{});
  EXPECT_THROW(Array64({2, 3}, std::vector<double>(5)), std::invalid_argument);
  EXPECT_THROW(Array64({2, 3}, std::vector<double>(7)), std::invalid_argument);
  EXPECT_THROW(Array64(Shape{}, std::vector<double>()), std::invalid_argument);
}

TEST(Array64, IsIndexedInRowMajorOrderWithinItsBounds) {
  Array64 array({2, 3}, {0, 1, 2, 3, 4, 5});
  EXPECT_EQ(array(1, 2), 5);
  EXPECT_EQ(array.position({1, 0}), 3U);
  EXPECT_EQ(array.index_of(4), (IndexList{1, 1}));
  array(0, 1) = 8;
  EXPECT_EQ(array.values[1], 8);
  EXPECT_THROW(array(2, 0), std::out_of_range);
  EXPECT_THROW(array(0, 3), std::out_of_range);
  EXPECT_THROW(array(0, -1), std::out_of_range);
  EXPECT_THROW(array(1), std::invalid_argument);
  EXPECT_THROW(array(0, 0, 0), std::invalid_argument);
}

TEST(Array64, CountsAxesFromEitherEndAndRefusesOthers) {
  const Array64 array({2, 3, 4});
  EXPECT_EQ(array.size(0), 2);
  EXPECT_EQ(array.size(-1), 4);
  EXPECT_EQ(array.size(-3), 2);
  EXPECT_THROW(array.size(3), std::invalid_argument);
  EXPECT_THROW(array.size(-4), std::invalid_argument);
}

TEST(Array64, ReadsATensorThroughItsStrides) {
  const Tensor base = counting_tensor({2, 3});
  const Tensor transposed(base.storage(), {3, 2}, {1, 3});
  EXPECT_EQ(Array64(transposed).values, (std::vector<double>{0, 3, 1, 4, 2, 5}));
  EXPECT_EQ(Array64(transposed).shape, (Shape{3, 2}));
  EXPECT_THROW(Array64{Tensor()}, std::invalid_argument);
}

TEST(ToTensor, IsContiguousAndRoundsToFloat) {
  const Tensor tensor = to_tensor(Array64({2, 2, 2}, {0.1, 1, 2, 3, 4, 5, 6, 7}));
  EXPECT_EQ(tensor.strides(), (Strides{4, 2, 1}));
  EXPECT_EQ(tensor(0, 0, 0), 0.1F);
  EXPECT_EQ(tensor(1, 0, 1), 5.0F);
  EXPECT_EQ(to_tensor(Array64(3.0))(), 3.0F);
}

TEST(MakeTensor, TakesTheNumbersInRowMajorOrderAndRefusesAnotherNumberOfThem) {
  const Tensor tensor = make_tensor({2, 3}, {1, 2, 3, 4, 5, 6});
  EXPECT_EQ(tensor(0, 2), 3.0F);
  EXPECT_EQ(tensor(1, 0), 4.0F);
  EXPECT_THROW(make_tensor({2, 3}, {1, 2, 3}), std::invalid_argument);
  EXPECT_EQ(Array64(counting_tensor({2, 2})).values, (std::vector<double>{0, 1, 2, 3}));
  EXPECT_EQ(Array64(filled_tensor({3}, 0.5F)).values, (std::vector<double>{0.5, 0.5, 0.5}));
}

TEST(StridedCopy, HoldsTheSameNumbersInAnotherOrderOfMemory) {
  const Tensor tensor = counting_tensor({2, 3, 4});
  const Tensor copy = strided_copy(tensor);
  EXPECT_EQ(copy.shape(), tensor.shape());
  EXPECT_EQ(copy.strides(), (Strides{1, 2, 6}));
  EXPECT_EQ(Array64(copy).values, Array64(tensor).values);
  EXPECT_NE(copy.storage(), tensor.storage());
  // Code that takes it for contiguous reads something else.
  const Tensor misread(copy.storage(), copy.shape(), tensor.strides());
  EXPECT_NE(Array64(misread).values, Array64(tensor).values);
  EXPECT_EQ(Array64(strided_copy(filled_tensor({}, 3))).values, std::vector<double>{3});
}

TEST_F(Seeds, TheSameSeedAndSaltDrawTheSameNumbers) {
  const auto draw = [](std::uint64_t with_seed, std::uint64_t salt) {
    set_seed(with_seed);
    Generator generator = test_generator(salt);
    return Array64(random_tensor({4, 5}, generator)).values;
  };
  EXPECT_EQ(draw(1, 2), draw(1, 2));
  EXPECT_NE(draw(1, 2), draw(1, 3));
  EXPECT_NE(draw(1, 2), draw(2, 2));
  EXPECT_NE(draw(1, 2), draw(2, 1));
}

TEST(RandomTensor, StaysInItsRangeAndGoesOnWhereItStopped) {
  Generator generator(9);
  const Array64 first(random_tensor({1000}, generator, 2, 5));
  const Array64 second(random_tensor({1000}, generator, 2, 5));
  EXPECT_NE(first.values, second.values);
  double sum = 0;
  for (const double value : first.values) {
    EXPECT_GE(value, 2);
    EXPECT_LT(value, 5);
    sum += value;
  }
  // Uniform on [2, 5): mean 3.5, standard deviation 3 / sqrt(12); five of those of the mean of 1000.
  EXPECT_NEAR(sum / 1000, 3.5, 5 * 3 / std::sqrt(12.0 * 1000));
}

}  // namespace
}  // namespace gu::testing
