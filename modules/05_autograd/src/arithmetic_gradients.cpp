#include "gu/activations.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

namespace gu {

Tensor sum_to_shape(const Tensor& gradient, const Shape& shape) {
  // 1. require() that `shape` broadcasts to the gradient's shape (broadcast_shapes helps)
  // 2. which axes were stretched: the leading ones that `shape` lacks, and those where it has size 1 and the gradient
  //    more
  // 3. sum over them. An empty list of axes means "all" to sum(), so with nothing stretched sum nothing
  // 4. reshape to `shape`
  todo("05.3", "sum_to_shape(): about 12 lines");
}

// Two inputs: each gradient goes through sum_to_shape(). Where node.wants() says no it is not computed and stays
// undefined. A small helper that takes the node, the number of the input and a function that computes the gradient saves
// you writing that eight times.

std::vector<Tensor> add_rule(const Node& node, const Tensor& g) {
  todo("05.3", "add_rule(): 1 line with the helper");
}

std::vector<Tensor> subtract_rule(const Node& node, const Tensor& g) {
  todo("05.3", "subtract_rule(): 1 line with the helper");
}

std::vector<Tensor> multiply_rule(const Node& node, const Tensor& g) {
  // What does the result change by when a grows by 1?
  todo("05.3", "multiply_rule(): 3 lines with the helper");
}

std::vector<Tensor> divide_rule(const Node& node, const Tensor& g) {
  // a / b = a * b^-1. The derivative of b^-1 is -b^-2. The output a / b is at hand too: node.output.
  todo("05.3", "divide_rule(): 3 lines with the helper");
}

// One input: the shape stays, so nothing is summed.

std::vector<Tensor> negate_rule(const Node& node, const Tensor& g) {
  todo("05.3", "negate_rule(): 1 line");
}

std::vector<Tensor> exp_rule(const Node& node, const Tensor& g) {
  // The output is at hand: no exponential is computed here.
  todo("05.3", "exp_rule(): 1 line");
}

std::vector<Tensor> log_rule(const Node& node, const Tensor& g) {
  todo("05.3", "log_rule(): 1 line");
}

std::vector<Tensor> sqrt_rule(const Node& node, const Tensor& g) {
  // 1 / (2 sqrt(x)), and sqrt(x) is the output
  todo("05.3", "sqrt_rule(): 1 line");
}

std::vector<Tensor> abs_rule(const Node& node, const Tensor& g) {
  // 1, -1, and 0 at the corner; map_elements (module 02) makes a tensor of signs
  todo("05.3", "abs_rule(): 2 lines");
}

std::vector<Tensor> power_rule(const Node& node, const Tensor& g) {
  // e x^(e - 1). For e = 0 that would be 0 times x^-1: what is it at x = 0, and what should it be?
  todo("05.3", "power_rule(): 3 lines");
}

}  // namespace gu
