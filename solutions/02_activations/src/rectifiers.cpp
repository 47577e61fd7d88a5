#include "gu/activations.hpp"

namespace gu {

Tensor relu(const Tensor& x) {
  // Asks for what is to be cut, not for what is to stay: every comparison with NaN is false, so NaN passes.
  return recorded("relu", {x}, map_elements(x, [](float value) { return value < 0 ? 0.0F : value; }));
}

Tensor leaky_relu(const Tensor& x, float slope) {
  require(std::isfinite(slope), "leaky_relu", "a finite slope", slope);
  return recorded("leaky_relu", {x},
                  map_elements(x, [slope](float value) { return value < 0 ? slope * value : value; }),
                  {.numbers = {slope}});
}

}  // namespace gu
