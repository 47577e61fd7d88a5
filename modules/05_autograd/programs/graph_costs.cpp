// Prints the table of lesson 05: bytes of tensors that a forward and a backward pass hold, counted.
#include <cstdio>
#include <memory>
#include <vector>

#include "gu/activations.hpp"
#include "gu/autograd.hpp"
#include "gu/linear.hpp"
#include "gu/tensor.hpp"

namespace {

using namespace gu;

constexpr Index layers = 8;
constexpr Index width = 64;
constexpr Index batch = 32;

/// Eight layers of tanh(Linear), then the mean of the result.
Tensor forward(const std::vector<std::unique_ptr<Linear>>& model, const Tensor& input) {
  Tensor signal = input;
  for (const auto& layer : model) signal = gu::tanh(layer->forward(signal));
  return mean(signal);
}

void print(const char* when, Index bytes) {
  std::printf("| %s | %lld |\n", when, static_cast<long long>(bytes));
}

}  // namespace

int main() {
  Generator generator(1);
  std::vector<std::unique_ptr<Linear>> model;
  model.reserve(layers);
  for (Index i = 0; i < layers; ++i) model.push_back(std::make_unique<Linear>(width, width, generator));
  const Tensor input = normal({batch, width}, generator);

  std::printf("| when | bytes |\n|---|---|\n");
  {
    const NoGrad scope;
    const MemoryScope memory;
    const Tensor loss = forward(model, input);
    print("after a forward pass under NoGrad", memory.live_bytes());
  }
  const MemoryScope memory;
  const Tensor loss = forward(model, input);
  print("after a recorded forward pass", memory.live_bytes());
  backward(loss);
  print("after backward", memory.live_bytes());
  print("at most", memory.peak_bytes());
}
