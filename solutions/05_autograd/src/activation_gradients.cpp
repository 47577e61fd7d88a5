#include <numbers>

#include "gu/activations.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

namespace gu {

namespace {

/// g * derivative(value) for every element; `values` is the input or the output, whichever the derivative is easier in.
template <class Derivative>
std::vector<Tensor> chain(const Tensor& g, const Tensor& values, Derivative derivative) {
  return {multiply(
      g, map_elements(values, [derivative](float value) { return static_cast<float>(derivative(double{value})); }))};
}

/// In float64, where e^-x overflows for x < -709: to infinity, of which 1 / (1 + inf) makes the right 0.
double logistic(double x) {
  return 1 / (1 + std::exp(-x));
}

}  // namespace

std::vector<Tensor> relu_rule(const Node& node, const Tensor& g) {
  return chain(g, node.inputs[0], [](double x) { return x > 0 ? 1.0 : 0.0; });
}

std::vector<Tensor> leaky_relu_rule(const Node& node, const Tensor& g) {
  const double slope = node.attributes.numbers[0];
  return chain(g, node.inputs[0], [slope](double x) { return x > 0 ? 1.0 : slope; });
}

std::vector<Tensor> sigmoid_rule(const Node& node, const Tensor& g) {
  return chain(g, node.output, [](double y) { return y * (1 - y); });
}

std::vector<Tensor> tanh_rule(const Node& node, const Tensor& g) {
  return chain(g, node.output, [](double y) { return 1 - y * y; });
}

std::vector<Tensor> gelu_rule(const Node& node, const Tensor& g) {
  return chain(g, node.inputs[0], [](double x) {
    const double distribution = 0.5 * std::erfc(-x / std::numbers::sqrt2);
    const double density = std::exp(-0.5 * x * x) / std::sqrt(2 * std::numbers::pi);
    return distribution + x * density;
  });
}

std::vector<Tensor> gelu_tanh_rule(const Node& node, const Tensor& g) {
  return chain(g, node.inputs[0], [](double x) {
    const double scale = std::sqrt(2 / std::numbers::pi);
    const double t = std::tanh(scale * (x + 0.044715 * x * x * x));
    const double inner_slope = scale * (1 + 3 * 0.044715 * x * x);
    return 0.5 * (1 + t) + 0.5 * x * (1 - t * t) * inner_slope;
  });
}

std::vector<Tensor> silu_rule(const Node& node, const Tensor& g) {
  return chain(g, node.inputs[0], [](double x) {
    const double s = logistic(x);
    return s * (1 + x * (1 - s));
  });
}

std::vector<Tensor> softplus_rule(const Node& node, const Tensor& g) {
  return chain(g, node.inputs[0], logistic);
}

std::vector<Tensor> softmax_rule(const Node& node, const Tensor& g) {
  const Tensor& y = node.output;
  const Axes axis{node.attributes.integers[0]};
  const auto temperature = static_cast<float>(node.attributes.numbers[0]);
  // Raising one score lowers every other probability of its row: each output i has a slope by each input j,
  // y_i ([i == j] - y_j). Times g and summed over i, that is y_j (g_j - sum_i g_i y_i).
  const Tensor average = sum(multiply(g, y), axis, true);
  return {multiply(y, subtract(g, average)) / temperature};
}

std::vector<Tensor> log_softmax_rule(const Node& node, const Tensor& g) {
  const Tensor total = sum(g, {node.attributes.integers[0]}, true);
  return {subtract(g, multiply(exp(node.output), total))};
}

}  // namespace gu
