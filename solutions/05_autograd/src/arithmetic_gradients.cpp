#include "gu/activations.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

namespace gu {

Tensor sum_to_shape(const Tensor& gradient, const Shape& shape) {
  require(shape.size() <= gradient.shape().size() && broadcast_shapes(shape, gradient.shape()) == gradient.shape(),
          "sum_to_shape", "a shape that broadcasts to the gradient's", shape, " for ", gradient.shape());
  if (gradient.shape() == shape) return gradient;
  const std::size_t added = gradient.shape().size() - shape.size();
  Axes stretched;
  for (std::size_t axis = 0; axis < gradient.shape().size(); ++axis) {
    const bool repeated = axis < added || (shape[axis - added] == 1 && gradient.shape()[axis] != 1);
    if (repeated) stretched.push_back(static_cast<Index>(axis));
  }
  return reshape(stretched.empty() ? gradient : sum(gradient, stretched, true), shape);
}

namespace {

/// `gradient()` summed to the shape of one input, where that input wants it.
template <class Gradient>
Tensor for_input(const Node& node, std::size_t input, Gradient gradient) {
  return node.wants(input) ? sum_to_shape(gradient(), node.inputs[input].shape()) : Tensor();
}

}  // namespace

std::vector<Tensor> add_rule(const Node& node, const Tensor& g) {
  return {for_input(node, 0, [&] { return g; }), for_input(node, 1, [&] { return g; })};
}

std::vector<Tensor> subtract_rule(const Node& node, const Tensor& g) {
  return {for_input(node, 0, [&] { return g; }), for_input(node, 1, [&] { return negate(g); })};
}

std::vector<Tensor> multiply_rule(const Node& node, const Tensor& g) {
  const Tensor& a = node.inputs[0];
  const Tensor& b = node.inputs[1];
  return {for_input(node, 0, [&] { return multiply(g, b); }), for_input(node, 1, [&] { return multiply(g, a); })};
}

std::vector<Tensor> divide_rule(const Node& node, const Tensor& g) {
  const Tensor& b = node.inputs[1];
  return {for_input(node, 0, [&] { return divide(g, b); }),
          // -g a / b^2, where a / b is the output: one division less, and no b^2 that could overflow.
          for_input(node, 1, [&] { return negate(divide(multiply(g, node.output), b)); })};
}

std::vector<Tensor> negate_rule(const Node&, const Tensor& g) {
  return {negate(g)};
}

std::vector<Tensor> exp_rule(const Node& node, const Tensor& g) {
  return {multiply(g, node.output)};
}

std::vector<Tensor> log_rule(const Node& node, const Tensor& g) {
  return {divide(g, node.inputs[0])};
}

std::vector<Tensor> sqrt_rule(const Node& node, const Tensor& g) {
  return {divide(g, node.output * 2.0F)};
}

std::vector<Tensor> abs_rule(const Node& node, const Tensor& g) {
  const Tensor sign = map_elements(node.inputs[0], [](float x) { return x > 0 ? 1.0F : x < 0 ? -1.0F : x; });
  return {multiply(g, sign)};
}

std::vector<Tensor> power_rule(const Node& node, const Tensor& g) {
  const auto exponent = static_cast<float>(node.attributes.numbers[0]);
  // x^0 is constant; the formula would compute 0 * 0^-1, which is NaN.
  if (exponent == 0) return {zeros(g.shape())};
  return {multiply(g, power(node.inputs[0], exponent - 1) * exponent)};
}

}  // namespace gu
