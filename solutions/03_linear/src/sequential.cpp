#include "gu/linear.hpp"

namespace gu {

Sequential::Sequential(std::vector<std::shared_ptr<Layer>> layers) : layers_(std::move(layers)) {
  for (std::size_t i = 0; i < layers_.size(); ++i)
    require(layers_[i] != nullptr, "Sequential", "layers that exist", "a null pointer as layer ", i);
}

Tensor Sequential::forward(const Tensor& input) {
  Tensor signal = input;
  for (const auto& layer : layers_) signal = layer->forward(signal);
  return signal;
}

std::vector<Parameter> Sequential::parameters() const {
  std::vector<Parameter> all;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    const auto own = prefixed(std::to_string(i), layers_[i]->parameters());
    all.insert(all.end(), own.begin(), own.end());
  }
  return all;
}

void Sequential::train(bool on) {
  Layer::train(on);
  for (const auto& layer : layers_) layer->train(on);
}

}  // namespace gu
