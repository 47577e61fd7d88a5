#include "gu/activations.hpp"
#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

namespace gu {

// Every loss is a mean: the slope of one element has the 1 / n in it. g has shape [] and broadcasts. Targets are mostly
// constants: ask node.wants() before you compute a gradient.

std::vector<Tensor> mse_loss_rule(const Node& node, const Tensor& g) {
  // The loss depends on prediction - target alone, so the target's gradient is the prediction's with the other sign.
  todo("05.8", "mse_loss_rule(): 4 lines; the next rule can share a helper with it");
}

std::vector<Tensor> huber_loss_rule(const Node& node, const Tensor& g) {
  // Inside delta the slope is the difference; outside it stays at +-delta: std::clamp
  todo("05.8", "huber_loss_rule(): 4 lines with the helper");
}

std::vector<Tensor> binary_cross_entropy_with_logits_rule(const Node& node, const Tensor& g) {
  // log(1 + e^x) - t x, differentiated by x and by t
  todo("05.8", "binary_cross_entropy_with_logits_rule(): 5 lines");
}

std::vector<Tensor> cross_entropy_rule(const Node& node, const Tensor& g) {
  // 1. softmax of the logits
  // 2. in each row subtract what was wanted: label_smoothing / classes everywhere, and 1 - label_smoothing more at the
  //    target. integers[0] is the ignored index, integers[1 + row] the target of a row
  // 3. an ignored row gets zeros, whatever stands in it (0 times NaN is NaN), and does not count
  // 4. times g, divided by the rows that counted
  todo("05.8", "cross_entropy_rule(): about 17 lines");
}

std::vector<Tensor> kl_divergence_rule(const Node& node, const Tensor& g) {
  // p (log p - log q) summed, with p = e^(log p): differentiated by log q, and by log p (a product!), over the rows.
  // Where p is 0, log p is -inf and log q may be: the slope there is 0 and not NaN.
  todo("05.8", "kl_divergence_rule(): about 10 lines");
}

}  // namespace gu
