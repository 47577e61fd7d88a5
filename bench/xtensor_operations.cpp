#include "gu/bench/xtensor_operations.hpp"

#include <array>
#include <xtensor/xarray.hpp>
#include <xtensor/xmanipulation.hpp>
#include <xtensor/xmath.hpp>

#include "gu/xtensor_bridge.hpp"

namespace gu::bench {

using Array = xt::xarray<float>;

struct XtensorOperands::Arrays {
  Array a;
  Array b;
};

XtensorOperands::XtensorOperands(const TensorView& a) : XtensorOperands(a, a) {}

XtensorOperands::XtensorOperands(const TensorView& a, const TensorView& b)
    : arrays_(new Arrays{as_xtensor(a), as_xtensor(b)}) {}

XtensorOperands::~XtensorOperands() = default;

//! [lazy]
float XtensorOperands::add() const {
  const Array result = arrays_->a + arrays_->b;  // `a + b` alone is an expression; the assignment runs the one loop
  return *result.data();
}
//! [lazy]

float XtensorOperands::exp() const {
  const Array result = xt::exp(arrays_->a);
  return *result.data();
}

float XtensorOperands::tanh() const {
  const Array result = xt::tanh(arrays_->a);
  return *result.data();
}

float XtensorOperands::sigmoid() const {
  const Array result = 1.0F / (1.0F + xt::exp(-arrays_->a));
  return *result.data();
}

float XtensorOperands::softmax() const {
  const std::array<std::size_t, 2> column{arrays_->a.shape(0), 1};
  Array largest = xt::amax(arrays_->a, {1});
  largest.reshape(column);
  const Array exponentials = xt::exp(arrays_->a - largest);
  Array total = xt::sum(exponentials, {1});
  total.reshape(column);
  const Array result = exponentials / total;
  return *result.data();
}

float XtensorOperands::sum(std::size_t axis) const {
  const Array result = xt::sum(arrays_->a, {axis});
  return *result.data();
}

float XtensorOperands::transpose() const {
  const Array result = xt::transpose(arrays_->a);
  return *result.data();
}

}  // namespace gu::bench
