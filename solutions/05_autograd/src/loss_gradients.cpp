#include "gu/activations.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

namespace gu {

namespace {

float one_over(Index count) {
  return static_cast<float>(1 / static_cast<double>(count));
}

/// {g d, -g d}, for a loss that depends on prediction - target alone.
std::vector<Tensor> of_difference(const Node& node, const Tensor& g, const Tensor& d) {
  return {node.wants(0) ? multiply(g, d) : Tensor(), node.wants(1) ? negate(multiply(g, d)) : Tensor()};
}

}  // namespace

std::vector<Tensor> mse_loss_rule(const Node& node, const Tensor& g) {
  const Tensor difference = subtract(node.inputs[0], node.inputs[1]);
  return of_difference(node, g, difference * (2 * one_over(element_count(difference.shape()))));
}

std::vector<Tensor> huber_loss_rule(const Node& node, const Tensor& g) {
  const auto delta = static_cast<float>(node.attributes.numbers[0]);
  const Tensor difference = subtract(node.inputs[0], node.inputs[1]);
  const Tensor cut = map_elements(difference, [delta](float d) { return std::clamp(d, -delta, delta); });
  return of_difference(node, g, cut * one_over(element_count(difference.shape())));
}

std::vector<Tensor> binary_cross_entropy_with_logits_rule(const Node& node, const Tensor& g) {
  const Tensor& logits = node.inputs[0];
  const Tensor& targets = node.inputs[1];
  const Tensor share = g * one_over(element_count(logits.shape()));
  return {node.wants(0) ? multiply(share, subtract(sigmoid(logits), targets)) : Tensor(),
          node.wants(1) ? negate(multiply(share, logits)) : Tensor()};
}

std::vector<Tensor> cross_entropy_rule(const Node& node, const Tensor& g) {
  const std::vector<Index>& integers = node.attributes.integers;
  const auto smoothing = static_cast<float>(node.attributes.numbers[0]);
  const Index ignored = integers[0];
  Tensor result = softmax(node.inputs[0]);
  const Index classes = result.size(1);
  const auto slope = result.write<2>();
  Index counted = 0;
  for (Index row = 0; row < result.size(0); ++row) {
    const Index target = integers[static_cast<std::size_t>(row) + 1];
    for (Index k = 0; k < classes; ++k) {
      const float wanted = smoothing / static_cast<float>(classes) + (k == target ? 1 - smoothing : 0.0F);
      slope(row, k) = target == ignored ? 0 : slope(row, k) - wanted;
    }
    counted += target == ignored ? 0 : 1;
  }
  return {multiply(result, g * one_over(counted))};
}

std::vector<Tensor> kl_divergence_rule(const Node& node, const Tensor& g) {
  const Tensor& log_p = node.inputs[0];
  const Tensor& log_q = node.inputs[1];
  const Tensor p = exp(log_p);
  const Tensor share = g * one_over(element_count(log_p.shape()) / log_p.size(-1));
  // p (log p - log q + 1). Where p is 0 the logarithms may be infinite; the limit of the product is 0.
  const auto for_truth = [&] {
    Tensor slope = subtract(log_p, log_q);
    float* values = slope.mutable_data();
    const Index count = element_count(slope.shape());
    for (Index i = 0; i < count; ++i) values[i] = p.data()[i] == 0 ? 0 : p.data()[i] * (values[i] + 1);
    return multiply(slope, share);
  };
  return {node.wants(0) ? for_truth() : Tensor(), node.wants(1) ? negate(multiply(p, share)) : Tensor()};
}

}  // namespace gu
