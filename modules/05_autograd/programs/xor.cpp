// Prints the table of lesson 05: gradient descent on XOR with one layer, and with two.
#include <cstdio>
#include <memory>
#include <vector>

#include "gu/activations.hpp"
#include "gu/autograd.hpp"
#include "gu/linear.hpp"
#include "gu/losses.hpp"
#include "gu/tensor.hpp"

namespace {

using namespace gu;

//! [step]
/// One step of gradient descent. Returns the loss before it.
float step(Layer& model, const Tensor& inputs, const Tensor& targets, float rate) {
  const Tensor loss = binary_cross_entropy_with_logits(model.forward(inputs), targets);
  zero_gradients(model.parameters());
  backward(loss);
  for (Parameter& parameter : model.parameters()) {
    const Tensor slope = gradient(parameter.value);
    float* values = parameter.value.mutable_data();
    for (Index i = 0; i < element_count(slope.shape()); ++i) values[i] -= rate * slope.data()[i];
  }
  return loss();
}
//! [step]

std::shared_ptr<Linear> layer(const Shape& weight, const std::vector<float>& weights,
                              const std::vector<float>& biases) {
  return std::make_shared<Linear>(trainable(from_values(weight, weights)), trainable(from_values({weight[0]}, biases)));
}

}  // namespace

int main() {
  const Tensor inputs = from_values({4, 2}, {0, 0, 0, 1, 1, 0, 1, 1});
  const Tensor targets = from_values({4, 1}, {0, 1, 1, 0});
  const auto one = layer({1, 2}, {0.9F, -0.7F}, {0.1F});
  Sequential two({layer({4, 2}, {0.9F, -0.7F, -0.8F, 0.6F, 0.5F, 0.7F, -0.4F, -0.9F}, {0.1F, -0.2F, 0.3F, -0.1F}),
                  std::make_shared<FunctionLayer>(static_cast<Tensor (*)(const Tensor&)>(gu::tanh)),
                  layer({1, 4}, {0.6F, 0.5F, -0.7F, 0.4F}, {0})});
  std::printf("| step | one layer | two layers |\n|---|---|---|\n");
  for (int count = 0; count <= 150; ++count) {
    const float one_loss = step(*one, inputs, targets, 1);
    const float two_loss = step(two, inputs, targets, 1);
    if (count % 50 == 0 || count == 25) {
      std::printf("| %d | %.3f | %.3f |\n", count, double{one_loss}, double{two_loss});
    }
  }
}
