#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

namespace gu {

std::vector<Tensor> matmul_rule(const Node& node, const Tensor& g) {
  const Tensor& a = node.inputs[0];
  const Tensor& b = node.inputs[1];
  return {node.wants(0) ? sum_to_shape(matmul(g, transpose(b)), a.shape()) : Tensor(),
          node.wants(1) ? sum_to_shape(matmul(transpose(a), g), b.shape()) : Tensor()};
}

}  // namespace gu
