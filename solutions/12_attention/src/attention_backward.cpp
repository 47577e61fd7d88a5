#include "gu/attention.hpp"

namespace gu {

void attention_backward(const Tensor& query, const Tensor& key, const Tensor& value, const AttentionOptions& options,
                        const Attention& forward, const Tensor& output_gradient, AttentionGradients& gradients) {
  require_backward_arguments(query, key, value, options, forward, output_gradient, gradients);
  const Shape shape = forward.weights.shape();
  const Tensor factors = forward.kept.defined() ? forward.kept : expand(scalar(1), shape);
  const Tensor transposed_value = contiguous(transpose(value));
  Tensor mask_gradient;
  if (gradients.mask.defined()) mask_gradient = expand(gradients.mask, shape);  // += through stride 0 sums
  const float scale = 1 / std::sqrt(static_cast<float>(query.size(3)));

  const auto q = query.read<4>();
  const auto k = key.read<4>();
  const auto v = transposed_value.read<4>();
  const auto w = forward.weights.read<4>();
  const auto f = factors.read<4>();
  const auto dout = output_gradient.read<4>();
  const auto dq = gradients.query.write<4>();
  const auto dk = gradients.key.write<4>();
  const auto dv = gradients.value.write<4>();
  const Index head_dim = q.size(3);
  const Index value_dim = dv.size(3);
  const Index keys = k.size(2);

  std::vector<float> row(static_cast<std::size_t>(keys));
  for (Index b = 0; b < w.size(0); ++b) {
    for (Index h = 0; h < w.size(1); ++h) {
      for (Index i = 0; i < w.size(2); ++i) {
        // output_i = sum_j w_ij f_ij v_j, so the weight's gradient is f_ij (doutput_i . v_j).
        std::fill(row.begin(), row.end(), 0.0F);
        for (Index d = 0; d < value_dim; ++d) {
          const float upstream = dout(b, h, i, d);
          for (Index j = 0; j < keys; ++j) row[static_cast<std::size_t>(j)] += upstream * v(b, h, d, j);
        }
        float total = 0;
        for (Index j = 0; j < keys; ++j) {
          row[static_cast<std::size_t>(j)] *= f(b, h, i, j);
          total += w(b, h, i, j) * row[static_cast<std::size_t>(j)];
        }
        for (Index j = 0; j < keys; ++j) {
          const float weight = w(b, h, i, j) * f(b, h, i, j);
          for (Index d = 0; d < value_dim; ++d) dv(b, h, j, d) += weight * dout(b, h, i, d);
          // The Jacobian of softmax: raising one score lowers every other weight of its row.
          const float score = w(b, h, i, j) * (row[static_cast<std::size_t>(j)] - total) / options.temperature;
          for (Index d = 0; d < head_dim; ++d) dq(b, h, i, d) += score * scale * k(b, h, j, d);
          for (Index d = 0; d < head_dim; ++d) dk(b, h, j, d) += score * scale * q(b, h, i, d);
          row[static_cast<std::size_t>(j)] = score;
        }
        if (mask_gradient.defined()) {
          const auto dm = mask_gradient.write<4>();
          for (Index j = 0; j < keys; ++j) dm(b, h, i, j) += row[static_cast<std::size_t>(j)];
        }
      }
    }
  }
}

}  // namespace gu
