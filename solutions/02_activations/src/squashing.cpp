#include "gu/activations.hpp"

namespace gu {

Tensor sigmoid(const Tensor& x) {
  // Far left e^-x overflows to infinity, and 1 / infinity is the 0 that is wanted. e^x / (e^x + 1) would be inf / inf.
  return recorded("sigmoid", {x}, map_elements(x, [](float value) { return 1 / (1 + std::exp(-value)); }));
}

Tensor tanh(const Tensor& x) {
  return recorded("tanh", {x}, map_elements(x, [](float value) { return std::tanh(value); }));
}

}  // namespace gu
