/// @file
/// Tensors as xtensor expressions and back, without copying. Include it only in files of their own: it costs seconds to
/// parse, and with g++ such a file must be compiled as C++17 (see cmake/Dependencies.cmake).
#pragma once

#if __has_include(<xtensor/xadapt.hpp>)
#include <xtensor/xadapt.hpp>
#include <xtensor/xarray.hpp>
#include <xtensor/xstrided_view.hpp>
#else  // releases from 0.26 on keep their headers in folders
#include <xtensor/containers/xadapt.hpp>
#include <xtensor/containers/xarray.hpp>
#include <xtensor/views/xstrided_view.hpp>
#endif

#include <cstddef>
#include <vector>

#include "gu/tensor_view.hpp"

namespace gu {

/// The numbers of `view` as an xtensor expression of the same shape and strides; nothing is copied, so the tensor must
/// outlive it.
inline auto as_xtensor(const TensorView& view) {
  // Laid over all elements that the strides reach, lowest first: a view may have gaps, repeat itself or run backwards,
  // and an adaptor of its shape alone refuses those.
  Index before = 0;
  Index after = 0;
  for (std::size_t axis = 0; axis < view.shape.size(); ++axis) {
    (view.strides[axis] < 0 ? before : after) += (view.shape[axis] - 1) * view.strides[axis];
  }
  const bool empty = view.element_count() == 0;
  const auto extent = static_cast<std::size_t>(empty ? 0 : after - before + 1);
  return xt::strided_view(
      xt::adapt(empty ? view.data : view.data + before, extent, xt::no_ownership(), std::vector<std::size_t>{extent}),
      std::vector<std::size_t>(view.shape.begin(), view.shape.end()),
      std::vector<std::ptrdiff_t>(view.strides.begin(), view.strides.end()),
      static_cast<std::size_t>(empty ? 0 : -before));
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
