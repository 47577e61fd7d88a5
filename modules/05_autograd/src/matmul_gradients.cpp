#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

namespace gu {

std::vector<Tensor> matmul_rule(const Node& node, const Tensor& g) {
  // C[i, j] = sum_k A[i, k] B[k, j].
  // 1. A[i, k] is part of row i of C, each time multiplied by B[k, j]: d/dA[i, k] = sum_j g[i, j] B[k, j]. Which product
  //    of which matrices, one of them transposed, is that? The shapes [rows, columns] and [inner, columns] leave one
  //    choice
  // 2. d/dB[k, j] in the same way
  // 3. leading axes may have been stretched by broadcasting: sum_to_shape()
  // 4. each is as much work as the forward pass: ask node.wants() before you compute it, not after
  todo("05.6", "about 5 lines");
}

}  // namespace gu
