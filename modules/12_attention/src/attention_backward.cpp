#include "gu/attention.hpp"

namespace gu {

void attention_backward(const Tensor& query, const Tensor& key, const Tensor& value, const AttentionOptions& options,
                        const Attention& forward, const Tensor& output_gradient, AttentionGradients& gradients) {
  require_backward_arguments(query, key, value, options, forward, output_gradient, gradients);
  // For every batch, head and query i (w are forward.weights, f the factors forward.kept, or 1 without dropout):
  // 1. by_weight[j] = f(i, j) * (output_gradient(i, :) . value(j, :)): a row of `keys` numbers, no matrix
  // 2. value gradient: (j, :) += w(i, j) * f(i, j) * output_gradient(i, :)
  // 3. through softmax: by_score[j] = w(i, j) * (by_weight[j] - sum over all keys of w * by_weight) / temperature
  // 4. query gradient: (i, :) += by_score[j] * key(j, :) / sqrt(head_dim), and the key's likewise
  // 5. mask gradient, where wanted: (i, j) += by_score[j]. expand(gradients.mask, ...) gives it the shape of the
  //    scores; adding through the view sums over the axes that are stretched
  todo("12.3", "about 40 lines");
}

}  // namespace gu
