#include <numbers>

#include "gu/activations.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

namespace gu {

// Eight of the ten are g times a slope for each element. A helper `chain(g, values, slope)` that multiplies g by
// map_elements(values, slope) makes each of them a line; `values` is the input or the output, whichever makes the slope
// easier. Compute slopes in double: x^3 and e^-x leave the range of float for harmless x.

std::vector<Tensor> relu_rule(const Node& node, const Tensor& g) {
  // It is x that decides which side of the corner we are on, not g.
  todo("05.7", "relu_rule(): 1 line with the helper");
}

std::vector<Tensor> leaky_relu_rule(const Node& node, const Tensor& g) {
  todo("05.7", "leaky_relu_rule(): 2 lines with the helper");
}

std::vector<Tensor> sigmoid_rule(const Node& node, const Tensor& g) {
  // in terms of the output
  todo("05.7", "sigmoid_rule(): 1 line with the helper");
}

std::vector<Tensor> tanh_rule(const Node& node, const Tensor& g) {
  // in terms of the output
  todo("05.7", "tanh_rule(): 1 line with the helper");
}

std::vector<Tensor> gelu_rule(const Node& node, const Tensor& g) {
  // x Phi(x) is a product: both factors depend on x. Phi(x) = erfc(-x / sqrt 2) / 2
  todo("05.7", "gelu_rule(): 5 lines with the helper");
}

std::vector<Tensor> gelu_tanh_rule(const Node& node, const Tensor& g) {
  // A product of x and (1 + tanh u) / 2, where u depends on x again. std::tanh stays finite for any u.
  todo("05.7", "gelu_tanh_rule(): 6 lines with the helper");
}

std::vector<Tensor> silu_rule(const Node& node, const Tensor& g) {
  todo("05.7", "silu_rule(): 4 lines with the helper");
}

std::vector<Tensor> softplus_rule(const Node& node, const Tensor& g) {
  todo("05.7", "softplus_rule(): 1 line with the helper");
}

std::vector<Tensor> softmax_rule(const Node& node, const Tensor& g) {
  // Every output of a row depends on every input of that row: d y_i / d x_j = y_i ([i == j] - y_j) / temperature.
  // Multiply by g_i, sum over i, and simplify: one sum for a row is all that is left. Work with the output alone.
  todo("05.7", "softmax_rule(): 5 lines");
}

std::vector<Tensor> log_softmax_rule(const Node& node, const Tensor& g) {
  // d y_i / d x_j = [i == j] - e^(y_j). Multiply by g_i and sum over i.
  todo("05.7", "log_softmax_rule(): 2 lines");
}

}  // namespace gu
