/// @file
/// Contract of module 05, second part: how each operation of modules 01, 02 and 04 is differentiated. Each function
/// here is a BackwardRule (gu/autograd.hpp); given/rule_table.cpp registers it under the operation's name.
///
/// Everywhere: `node` holds inputs, attributes and output of the forward call, `g` is d loss / d output in the output's
/// shape (any strides, perhaps a view), and the answer has one gradient for each input, in the input's shape. Rules are
/// free to answer with views and with `g` itself. Written below for one element; y is the output. Where an operation
/// has a corner, the rule says which of the slopes it takes.
///
/// A rule of several inputs leaves the gradient of an input that nobody wants (Node::wants) undefined, and does not
/// compute it.
#pragma once

#include "gu/autograd.hpp"

namespace gu {

// 05.3 arithmetic_gradients
// The binary ones broadcast, so each of their gradients goes through sum_to_shape().

std::vector<Tensor> add_rule(const Node& node, const Tensor& g);       ///< {g, g}
std::vector<Tensor> subtract_rule(const Node& node, const Tensor& g);  ///< {g, -g}
std::vector<Tensor> multiply_rule(const Node& node, const Tensor& g);  ///< {g b, g a}
std::vector<Tensor> divide_rule(const Node& node, const Tensor& g);    ///< {g / b, -g a / b^2}
std::vector<Tensor> negate_rule(const Node& node, const Tensor& g);    ///< -g
std::vector<Tensor> exp_rule(const Node& node, const Tensor& g);       ///< g y
std::vector<Tensor> log_rule(const Node& node, const Tensor& g);       ///< g / x
std::vector<Tensor> sqrt_rule(const Node& node, const Tensor& g);      ///< g / (2 y); infinite at x = 0
std::vector<Tensor> abs_rule(const Node& node, const Tensor& g);       ///< g sign(x); 0 at x = 0
/// g e x^(e - 1) with e = numbers[0]; 0 everywhere for e = 0, also at x = 0.
std::vector<Tensor> power_rule(const Node& node, const Tensor& g);

// 05.4 view_gradients
// An operation that only moves numbers has a rule that moves gradients back.

std::vector<Tensor> clone_rule(const Node& node, const Tensor& g);    ///< g
std::vector<Tensor> reshape_rule(const Node& node, const Tensor& g);  ///< g in the input's shape
std::vector<Tensor> permute_rule(const Node& node, const Tensor& g);  ///< g under the inverse permutation
/// g where the entries came from, zeros elsewhere; integers = {axis, start, stop, step}.
std::vector<Tensor> slice_rule(const Node& node, const Tensor& g);
std::vector<Tensor> expand_rule(const Node& node, const Tensor& g);  ///< g summed over what was repeated
/// The part of g that came from each input; integers = {axis}.
std::vector<Tensor> concat_rule(const Node& node, const Tensor& g);
/// The slab of g that came from each input; integers = {axis}.
std::vector<Tensor> stack_rule(const Node& node, const Tensor& g);

// 05.5 reduction_gradients
// integers = {keepdims, axes...}; n is the number of elements that went into one output.

std::vector<Tensor> sum_rule(const Node& node, const Tensor& g);   ///< g for every element that was summed
std::vector<Tensor> mean_rule(const Node& node, const Tensor& g);  ///< g / n
/// g for the largest element, 0 for the others; k equal largest get g / k each, so that their gradients sum to g.
std::vector<Tensor> max_rule(const Node& node, const Tensor& g);
/// g 2 (x - mean) / (n - correction), correction = numbers[0]. (That the mean moves too adds up to nothing.)
std::vector<Tensor> variance_rule(const Node& node, const Tensor& g);

// 05.6 matmul_gradients

/// {g b^T, a^T g} over the last two axes, summed over leading axes that broadcasting had stretched.
/// @note  each is as much work as the forward product
std::vector<Tensor> matmul_rule(const Node& node, const Tensor& g);

// 05.7 activation_gradients
// s is sigmoid(x), Phi and phi the standard normal distribution and density. Finite, and never NaN, at +-1e4.

std::vector<Tensor> relu_rule(const Node& node, const Tensor& g);        ///< g where x > 0, else 0
std::vector<Tensor> leaky_relu_rule(const Node& node, const Tensor& g);  ///< g where x > 0, else g numbers[0]
std::vector<Tensor> sigmoid_rule(const Node& node, const Tensor& g);     ///< g y (1 - y)
std::vector<Tensor> tanh_rule(const Node& node, const Tensor& g);        ///< g (1 - y^2)
std::vector<Tensor> gelu_rule(const Node& node, const Tensor& g);        ///< g (Phi(x) + x phi(x))
/// g ((1 + t) / 2 + x (1 - t^2) u' / 2), t = tanh u, u = sqrt(2/pi) (x + 0.044715 x^3), u' its derivative.
std::vector<Tensor> gelu_tanh_rule(const Node& node, const Tensor& g);
std::vector<Tensor> silu_rule(const Node& node, const Tensor& g);      ///< g s (1 + x (1 - s))
std::vector<Tensor> softplus_rule(const Node& node, const Tensor& g);  ///< g s
/// y (g - sum(g y)) / temperature, sums along integers[0]; temperature = numbers[0]. 0 for a row that is hidden
/// throughout.
std::vector<Tensor> softmax_rule(const Node& node, const Tensor& g);
/// g - e^y sum(g), the sum along integers[0].
std::vector<Tensor> log_softmax_rule(const Node& node, const Tensor& g);

// 05.8 loss_gradients
// Every loss is a mean; g has shape [].

/// With d = (prediction - target) 2 / n: {g d, -g d}.
std::vector<Tensor> mse_loss_rule(const Node& node, const Tensor& g);
/// The same with d = (prediction - target, cut to [-delta, delta]) / n; delta = numbers[0].
std::vector<Tensor> huber_loss_rule(const Node& node, const Tensor& g);
/// {g (sigmoid(logit) - target) / n, -g logit / n}
std::vector<Tensor> binary_cross_entropy_with_logits_rule(const Node& node, const Tensor& g);
/// g (p - q) / rows for a row that counts, 0 for an ignored one: p = softmax(row), q the smoothed target, rows the
/// number of rows that count. integers = {ignored_index, targets...}, numbers = {label_smoothing}.
std::vector<Tensor> cross_entropy_rule(const Node& node, const Tensor& g);
/// {g p (log_p - log_q + 1) / rows, -g p / rows} with p = e^log_p; 0 where p = 0, whatever log_q is.
std::vector<Tensor> kl_divergence_rule(const Node& node, const Tensor& g);

}  // namespace gu
