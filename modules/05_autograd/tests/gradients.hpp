/// @file
/// Gradients as the module computes them, for tests of its rules.
#pragma once

#include "gu/gradient_rules.hpp"
#include "gu/testing/finite_differences.hpp"
#include "gu/testing/special_values.hpp"

namespace gu::testing {

using Inputs = std::vector<Tensor>;

/// Two factors and the weights of their result.
struct RandomPair {
  Tensor a;
  Tensor b;
  Tensor g;
};

/// Random numbers; those of b from [low, high).
inline RandomPair random_pair(std::uint64_t salt, const Shape& a_shape, const Shape& b_shape, const Shape& result_shape,
                              float low = -1, float high = 1) {
  Generator generator = test_generator(salt);
  const Tensor a = random_tensor(a_shape, generator);
  const Tensor b = random_tensor(b_shape, generator, low, high);
  return {a, b, random_tensor(result_shape, generator)};
}

/// d sum(weights * function(inputs)) / d input, for every input: the forward pass of modules 01 to 04, then backward.
/// The weights arrive as an output gradient that is not row-major, as they may, and must not be written to.
inline std::vector<Tensor> gradients_of(const std::function<Tensor(const Inputs&)>& function, Inputs inputs,
                                        const Tensor& weights) {
  for (Tensor& input : inputs) input.set_requires_grad(true);
  const Tensor output_gradient = strided_copy(weights);
  const auto version = output_gradient.storage()->version();
  backward(function(inputs), output_gradient);
  if (output_gradient.storage()->version() != version)
    throw std::logic_error("a rule wrote into the output gradient, which belongs to others as well");
  Inputs gradients;
  for (const Tensor& input : inputs) gradients.push_back(gradient(input));
  return gradients;
}

inline Tensor gradient_of(const std::function<Tensor(const Tensor&)>& function, const Tensor& input,
                          const Tensor& weights) {
  return gradients_of([&](const Inputs& inputs) { return function(inputs[0]); }, {input}, weights)[0];
}

/// A node as recorded() would make it, of inputs that all want a gradient but those in `constants`.
inline std::shared_ptr<Node> node_with(Inputs inputs, const Tensor& output, Attributes attributes = {},
                                       const std::set<std::size_t>& constants = {}) {
  auto node = std::make_shared<Node>();
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    if (!constants.contains(i)) inputs[i].set_requires_grad(true);
  }
  node->operation = "test";
  node->inputs = std::move(inputs);
  node->attributes = std::move(attributes);
  node->output = output;
  return node;
}

/// The shape of a rule's answer for one input.
inline IndexList answered_shape(const BackwardRule& rule, const std::shared_ptr<Node>& node, std::size_t input) {
  const std::vector<Tensor> answer = rule(*node, filled_tensor(node->output.shape(), 1));
  return answer.at(input).shape();
}

/// "0 1": the inputs for which a rule answers with a gradient.
inline std::string answered_inputs(const BackwardRule& rule, const std::shared_ptr<Node>& node) {
  const std::vector<Tensor> answer = rule(*node, filled_tensor(node->output.shape(), 1));
  std::string text;
  for (std::size_t i = 0; i < answer.size(); ++i) {
    if (answer[i].defined()) text += (text.empty() ? "" : " ") + std::to_string(i);
  }
  return text;
}

/// How many tensors fewer a rule makes when one of the inputs is a constant. None: its gradient was computed all the same.
inline Index tensors_saved(const BackwardRule& rule, const Inputs& inputs, const Tensor& output, std::size_t constant,
                           const Attributes& attributes = {}) {
  const auto made = [&](const std::set<std::size_t>& constants) {
    const auto node = node_with(inputs, output, attributes, constants);
    const Tensor g = filled_tensor(output.shape(), 1);
    const MemoryScope scope;
    static_cast<void>(rule(*node, g));
    return scope.allocations();
  };
  return made({}) - made({constant});
}

inline Tensor to_tensor_map(const Tensor& x, const std::function<double(double)>& function) {
  return to_tensor(textbook::map(x, function));
}

/// g times the slope at x, for every element.
inline Array64 slopes(const Tensor& x, const Tensor& g, const std::function<double(double)>& slope) {
  return textbook::combine(g, textbook::map(x, slope), [](double a, double b) { return a * b; });
}

/// The same by finite differences of a formula in float64.
inline Array64 differences(const std::function<double(double)>& formula, const Tensor& x, const Tensor& g) {
  return finite_differences([&](const Array64& at) { return textbook::map(at, formula); }, x, g);
}

/// The same by finite differences of a formula of two numbers, under broadcasting: by the left one,
inline Array64 differences_by_left(const std::function<double(double, double)>& formula, const Tensor& a,
                                   const Tensor& b, const Tensor& g) {
  return finite_differences([&](const Array64& at) { return textbook::combine(at, b, formula); }, a, g);
}
/// and by the right one.
inline Array64 differences_by_right(const std::function<double(double, double)>& formula, const Tensor& a,
                                    const Tensor& b, const Tensor& g) {
  return finite_differences([&](const Array64& at) { return textbook::combine(a, at, formula); }, b, g);
}

}  // namespace gu::testing
