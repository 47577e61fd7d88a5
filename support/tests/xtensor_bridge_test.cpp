// Compiled as C++17, because of xtensor (cmake/Dependencies.cmake).
#include "gu/xtensor_bridge.hpp"

#include <gtest/gtest.h>

#include <vector>
#include <xtensor/xmath.hpp>

#include "gu/tensor_type.hpp"

namespace gu {
namespace {

/// A storage of 0, 1, 2, ...
std::shared_ptr<Storage> numbered(Index count) {
  auto storage = Storage::allocate(count);
  for (Index i = 0; i < count; ++i) storage->data()[i] = static_cast<float>(i);
  return storage;
}

template <class Expression>
std::vector<float> row_major(const Expression& expression) {
  return {expression.template begin<xt::layout_type::row_major>(),
          expression.template end<xt::layout_type::row_major>()};
}

TEST(AsXtensor, IsTheSameMemory) {
  Tensor tensor(numbered(6), {2, 3}, {3, 1});
  const auto array = as_xtensor(tensor);
  EXPECT_EQ(&array(0, 0), tensor.data());
  EXPECT_EQ(&array(1, 2), tensor.data() + 5);
  tensor.write<2>()(1, 0) = 77.0F;
  EXPECT_EQ(array(1, 0), 77.0F);  // no copy was made
}

TEST(AsXtensor, KeepsShapeAndStrides) {
  const Tensor transposed(numbered(6), {3, 2}, {1, 3});
  const auto array = as_xtensor(transposed);
  ASSERT_EQ(array.dimension(), 2U);
  EXPECT_EQ(array.shape(0), 3U);
  EXPECT_EQ(array.shape(1), 2U);
  EXPECT_EQ(array(2, 1), 5.0F);
  EXPECT_EQ(row_major(array), (std::vector<float>{0, 3, 1, 4, 2, 5}));
}

TEST(AsXtensor, StartsAtTheOffsetOfAView) {
  const auto storage = numbered(12);
  const Tensor part(storage, {2, 2}, {4, 2}, 5);
  const auto array = as_xtensor(part);
  EXPECT_EQ(&array(0, 0), storage->data() + 5);
  EXPECT_EQ(row_major(array), (std::vector<float>{5, 7, 9, 11}));
}

TEST(AsXtensor, TakesStridesOfZeroAndBelow) {
  const auto storage = numbered(6);
  EXPECT_EQ(row_major(as_xtensor(Tensor(storage, {2, 3}, {0, 1}, 3))), (std::vector<float>{3, 4, 5, 3, 4, 5}));
  EXPECT_EQ(row_major(as_xtensor(Tensor(storage, {3}, {-2}, 5))), (std::vector<float>{5, 3, 1}));
  EXPECT_EQ(row_major(as_xtensor(Tensor(storage, {2, 3}, {-3, 1}, 3))), (std::vector<float>{3, 4, 5, 0, 1, 2}));
}

TEST(AsXtensor, TakesAScalarAndAnEmptyTensor) {
  const auto storage = numbered(3);
  const Tensor scalar(storage, {}, {}, 2);
  EXPECT_EQ(as_xtensor(scalar).dimension(), 0U);
  EXPECT_EQ(as_xtensor(scalar)(), 2.0F);
  const Tensor empty(storage, {2, 0}, {0, 1});
  EXPECT_EQ(as_xtensor(empty).size(), 0U);
  EXPECT_EQ(as_xtensor(empty).shape(0), 2U);
}

TEST(AsXtensor, CanBeComputedWith) {
  const Tensor transposed(numbered(6), {3, 2}, {1, 3});
  const xt::xarray<float> total = xt::sum(as_xtensor(transposed), {0});
  EXPECT_EQ(row_major(total), (std::vector<float>{3, 12}));
}

TEST(AsView, IsTheSameMemory) {
  xt::xarray<float> array = {{0, 1, 2}, {3, 4, 5}};
  const TensorView view = as_view(array);
  EXPECT_EQ(view.data, array.data());
  EXPECT_EQ(view.shape, (Shape{2, 3}));
  EXPECT_EQ(view.strides, (Strides{3, 1}));
  array(1, 1) = 44.0F;
  EXPECT_EQ(view.at_position(4), 44.0F);
}

TEST(AsView, TakesEveryRank) {
  const xt::xarray<float> scalar(7.0F);
  EXPECT_EQ(as_view(scalar).shape, Shape());
  EXPECT_EQ(as_view(scalar).at_position(0), 7.0F);
  const xt::xarray<float> one_axis = {1, 2, 3};
  EXPECT_EQ(as_view(one_axis).strides, (Strides{1}));
  // An axis of one element has stride 0 in xtensor and its true one in the view.
  const auto filled = xt::xarray<float>::from_shape({2, 1, 4, 3});
  EXPECT_EQ(as_view(filled).strides, (Strides{12, 12, 3, 1}));
}

TEST(Bridges, UndoEachOther) {
  const Tensor transposed(numbered(6), {3, 2}, {1, 3});
  const xt::xarray<float> evaluated = as_xtensor(transposed);
  const TensorView view = as_view(evaluated);
  EXPECT_EQ(view.shape, transposed.shape());
  for (Index i = 0; i < 6; ++i) EXPECT_EQ(view.at_position(i), transposed.view().at_position(i));
}

}  // namespace
}  // namespace gu
