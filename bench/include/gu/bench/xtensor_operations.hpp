/// @file
/// What a benchmark of tensors is compared with: the same operation written in xtensor.
#pragma once

#include <memory>

#include "gu/tensor_view.hpp"

namespace gu::bench {

/// Two operands, copied once into `xt::xarray<float>`. Each operation evaluates into a new array, as ours does, and
/// returns one of its numbers, so that no compiler leaves the work out.
class XtensorOperands {
 public:
  explicit XtensorOperands(const TensorView& a);
  XtensorOperands(const TensorView& a, const TensorView& b);
  ~XtensorOperands();
  XtensorOperands(const XtensorOperands&) = delete;
  XtensorOperands& operator=(const XtensorOperands&) = delete;

  float add() const;                  ///< a + b, broadcast
  float exp() const;                  ///< e^a
  float tanh() const;                 ///< tanh(a)
  float sigmoid() const;              ///< 1 / (1 + e^-a), one fused loop
  float softmax() const;              ///< of each row of a matrix; every step but the last is evaluated into an array
  float sum(std::size_t axis) const;  ///< a summed over one axis
  float transpose() const;            ///< a with its axes reversed, copied into row-major order

 private:
  struct Arrays;
  std::unique_ptr<Arrays> arrays_;
};

}  // namespace gu::bench
