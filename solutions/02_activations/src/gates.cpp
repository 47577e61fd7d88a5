#include "gu/activations.hpp"

namespace gu {

Tensor silu(const Tensor& x) {
  return recorded("silu", {x}, map_elements(x, [](float value) { return value / (1 + std::exp(-value)); }));
}

Tensor softplus(const Tensor& x) {
  // log(1 + e^x) = max(x, 0) + log(1 + e^-|x|): the exponent is never positive, so nothing overflows.
  return recorded("softplus", {x}, map_elements(x, [](float value) {
                    return std::max(value, 0.0F) + std::log1p(std::exp(-std::abs(value)));
                  }));
}

}  // namespace gu
