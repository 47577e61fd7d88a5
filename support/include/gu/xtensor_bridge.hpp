/// @file
/// Tensors as xtensor expressions and back, without copying. Include it only in files of their own: it costs seconds to
/// parse, and with g++ such a file must be compiled as C++17 (see cmake/Dependencies.cmake).
#pragma once

#if __has_include(<xtensor/xadapt.hpp>)
#include <xtensor/xadapt.hpp>
#include <xtensor/xarray.hpp>
#else  // releases from 0.26 on keep their headers in folders
#include <xtensor/containers/xadapt.hpp>
#include <xtensor/containers/xarray.hpp>
#endif

#include <cstddef>
#include <vector>

#include "gu/tensor_view.hpp"

namespace gu {

/// The numbers of `view` as an xtensor expression of the same shape and strides; nothing is copied, so the tensor must
/// outlive it.
inline auto as_xtensor(const TensorView& view) {
  const std::vector<std::size_t> shape(view.shape.begin(), view.shape.end());
  const std::vector<std::ptrdiff_t> strides(view.strides.begin(), view.strides.end());
  // The adaptor wants the extent of the buffer: one past the furthest element that the strides reach.
  std::size_t extent = view.element_count() == 0 ? 0 : 1;
  for (std::size_t axis = 0; axis < shape.size() && extent > 0; ++axis) {
    extent += (shape[axis] - 1) * static_cast<std::size_t>(strides[axis]);
  }
  return xt::adapt(view.data, extent, xt::no_ownership(), shape, strides);
}

/// An evaluated xtensor array as a view. The array must outlive it.
inline TensorView as_view(const xt::xarray<float>& array) {
  TensorView view;
  view.data = array.data();
  view.shape = Shape(array.shape().begin(), array.shape().end());
  Index stride = 1;
  view.strides = Strides::filled(view.shape.size(), 0);
  for (std::size_t axis = view.shape.size(); axis-- > 0;) {
    view.strides[axis] = stride;
    stride *= view.shape[axis];
  }
  return view;
}

}  // namespace gu
