#include "gu/activations.hpp"

namespace gu {

namespace {
constexpr float sqrt_of_2 = 1.41421356F;
constexpr float sqrt_of_2_over_pi = 0.797884561F;
}  // namespace

Tensor gelu(const Tensor& x) {
  // erfc(-z) is 1 + erf(z) without the cancellation where erf(z) is near -1.
  return recorded("gelu", {x},
                  map_elements(x, [](float value) { return 0.5F * value * std::erfc(-value / sqrt_of_2); }));
}

Tensor gelu_tanh(const Tensor& x) {
  return recorded("gelu_tanh", {x}, map_elements(x, [](float value) {
                    const float inner = sqrt_of_2_over_pi * (value + 0.044715F * value * value * value);
                    return 0.5F * value * (1 + std::tanh(inner));
                  }));
}

}  // namespace gu
