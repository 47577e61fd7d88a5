#include "gu/testing/xtensor_oracle.hpp"

#include <stdexcept>
#include <string>
#include <xtensor/xarray.hpp>
#include <xtensor/xbuilder.hpp>
#include <xtensor/xmanipulation.hpp>
#include <xtensor/xmath.hpp>
#include <xtensor/xsort.hpp>
#include <xtensor/xstrided_view.hpp>

namespace gu::testing::xtensor {

namespace {

using Array = xt::xarray<double>;

Array to_xtensor(const Array64& x) {
  const std::vector<std::size_t> shape(x.shape.begin(), x.shape.end());
  Array result(shape, 0.0);
  if (blind()) return result;
  std::copy(x.values.begin(), x.values.end(), result.begin());
  return result;
}

Array64 from_xtensor(const Array& x) {
  return Array64(Shape(x.shape().begin(), x.shape().end()), std::vector<double>(x.begin(), x.end()));
}

std::vector<std::ptrdiff_t> axes_or_all(const Array64& x, const Axes& axes) {
  std::vector<std::ptrdiff_t> list;
  for (const Index axis : axes) list.push_back(static_cast<std::ptrdiff_t>(x.axis_number(axis)));
  for (std::size_t axis = 0; axes.empty() && axis < x.shape.size(); ++axis)
    list.push_back(static_cast<std::ptrdiff_t>(axis));
  return list;
}

[[noreturn]] void unknown(std::string_view name) {
  throw std::invalid_argument("xtensor oracle: no '" + std::string(name) + "'");
}

// Evaluated into a named array at once: a lazy expression over a reducer is silently wrong in release 0.24.
template <class Reduce>
Array64 reduced(const Array64& x, const Axes& axes, bool keepdims, Reduce reduce) {
  const Array source = to_xtensor(x);
  const auto over = axes_or_all(x, axes);
  const Array result = reduce(source, over);
  if (!keepdims) return from_xtensor(result);
  Array64 kept = from_xtensor(result);
  kept.shape = x.shape;
  for (const auto axis : over) kept.shape[static_cast<std::size_t>(axis)] = 1;
  return kept;
}

}  // namespace

Array64 binary(std::string_view name, const Array64& a, const Array64& b) {
  const Array left = to_xtensor(a);
  const Array right = to_xtensor(b);
  if (name == "add") return from_xtensor(left + right);
  if (name == "subtract") return from_xtensor(left - right);
  if (name == "multiply") return from_xtensor(left * right);
  if (name == "divide") return from_xtensor(left / right);
  if (name == "maximum") return from_xtensor(xt::maximum(left, right));
  unknown(name);
}

Array64 unary(std::string_view name, const Array64& x) {
  const Array source = to_xtensor(x);
  if (name == "exp") return from_xtensor(xt::exp(source));
  if (name == "log") return from_xtensor(xt::log(source));
  if (name == "sqrt") return from_xtensor(xt::sqrt(source));
  if (name == "tanh") return from_xtensor(xt::tanh(source));
  if (name == "abs") return from_xtensor(xt::abs(source));
  if (name == "negate") return from_xtensor(-source);
  unknown(name);
}

Array64 reduce(std::string_view name, const Array64& x, const Axes& axes, bool keepdims) {
  if (name == "sum")
    return reduced(x, axes, keepdims, [](const Array& s, const auto& over) { return Array(xt::sum(s, over)); });
  if (name == "mean")
    return reduced(x, axes, keepdims, [](const Array& s, const auto& over) { return Array(xt::mean(s, over)); });
  if (name == "amax")
    return reduced(x, axes, keepdims, [](const Array& s, const auto& over) { return Array(xt::amax(s, over)); });
  if (name == "variance") {
    return reduced(x, axes, keepdims, [](const Array& s, const auto& over) { return Array(xt::variance(s, over)); });
  }
  unknown(name);
}

Array64 argmax(const Array64& x, Index axis) {
  const Array source = to_xtensor(x);
  const std::size_t number = x.axis_number(axis);
  // With an axis, release 0.24 returns the place of the smallest element of a vector.
  if (x.shape.size() == 1) return static_cast<double>(xt::argmax(source)());
  const Array result = xt::cast<double>(xt::argmax(source, static_cast<std::ptrdiff_t>(number)));
  return from_xtensor(result);
}

Array64 permute(const Array64& x, const Axes& order) {
  const Array source = to_xtensor(x);
  std::vector<std::size_t> axes;
  for (const Index axis : order) axes.push_back(x.axis_number(axis));
  const Array result = xt::transpose(source, axes);
  return from_xtensor(result);
}

Array64 slice(const Array64& x, const IndexList& start, const IndexList& stop, const IndexList& step) {
  const Array source = to_xtensor(x);
  xt::xstrided_slice_vector slices;
  for (std::size_t axis = 0; axis < start.size(); ++axis)
    slices.push_back(xt::range(start[axis], stop[axis], step[axis]));
  const Array result = xt::strided_view(source, slices);
  return from_xtensor(result);
}

Array64 concatenate(const Array64& a, const Array64& b, Index axis) {
  const Array left = to_xtensor(a);
  const Array right = to_xtensor(b);
  const Array result = xt::concatenate(xt::xtuple(left, right), a.axis_number(axis));
  return from_xtensor(result);
}

}  // namespace gu::testing::xtensor
