#include "gu/testing/gradient_check.hpp"

namespace gu::testing {

Array64 numerical_gradient(const std::function<Tensor(const Tensor&)>& function, const Tensor& at,
                           const Array64& weights, double step) {
  const Array64 center(at);
  const auto loss_at = [&](std::size_t element, double shift) {
    Array64 moved = center;
    moved.values[element] += shift;
    const Array64 output(function(to_tensor(moved)));
    require(output.shape == weights.shape, "numerical_gradient", "an output of the weights' shape", output.shape,
            " for weights ", weights.shape);
    double loss = 0;
    for (std::size_t i = 0; i < output.values.size(); ++i) loss += weights.values[i] * output.values[i];
    return loss;
  };
  Array64 gradient(center.shape);
  for (std::size_t i = 0; i < gradient.values.size(); ++i) {
    const double near = loss_at(i, step) - loss_at(i, -step);
    const double far = loss_at(i, 2 * step) - loss_at(i, -2 * step);
    gradient.values[i] = (8 * near - far) / (12 * step);
  }
  return gradient;
}

}  // namespace gu::testing
