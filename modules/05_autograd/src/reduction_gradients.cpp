#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

namespace gu {

// All four need the same first step, so write it as a helper: the gradient (or the output) with every reduced axis put
// back at size 1, whether keepdims was set or not. node.attributes.integers[0] is keepdims, the axes follow. After that
// it broadcasts to the input. Without it, a square input takes the gradient along the wrong axis and nobody complains.

std::vector<Tensor> sum_rule(const Node& node, const Tensor& g) {
  // Every element that was summed has slope 1. expand() makes the answer a view: no memory.
  todo("05.5", "sum_rule(): 1 line with the helper");
}

std::vector<Tensor> mean_rule(const Node& node, const Tensor& g) {
  todo("05.5", "mean_rule(): 3 lines with the helper");
}

std::vector<Tensor> max_rule(const Node& node, const Tensor& g) {
  // 1. a mask: 1 where x equals the largest of its group, else 0. Compare; a difference of infinities is NaN
  // 2. how many winners each group has: the sum of the mask, axes kept
  // 3. mask * g / winners
  todo("05.5", "max_rule(): about 15 lines");
}

std::vector<Tensor> variance_rule(const Node& node, const Tensor& g) {
  // g 2 (x - mean) / (n - correction), the mean over the axes that were reduced
  todo("05.5", "variance_rule(): 4 lines with the helper");
}

}  // namespace gu
