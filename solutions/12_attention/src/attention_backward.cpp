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

  Tensor buffer = zeros({keys});
  const auto row = buffer.write<1>();
  for (Index b = 0; b < w.size(0); ++b) {
    for (Index h = 0; h < w.size(1); ++h) {
      for (Index i = 0; i < w.size(2); ++i) {
        // output_i = sum over j of w_ij f_ij v_j, so the gradient by w_ij is f_ij (doutput_i . v_j).
        for (Index j = 0; j < keys; ++j) row(j) = 0;
        for (Index d = 0; d < value_dim; ++d) {
          const float upstream = dout(b, h, i, d);
          for (Index j = 0; j < keys; ++j) row(j) += upstream * v(b, h, d, j);
        }
        float total = 0;
        for (Index j = 0; j < keys; ++j) {
          row(j) *= f(b, h, i, j);
          total += w(b, h, i, j) * row(j);
        }
        // The Jacobian of softmax: to raise one weight is to lower the others of its row.
        for (Index j = 0; j < keys; ++j) row(j) = w(b, h, i, j) * (row(j) - total) / options.temperature;
        // From here on row(j) is the gradient by the score of query i and key j.
        for (Index j = 0; j < keys; ++j) {
          const float used = w(b, h, i, j) * f(b, h, i, j);
          const float by_product = row(j) * scale;
          for (Index d = 0; d < value_dim; ++d) dv(b, h, j, d) += used * dout(b, h, i, d);
          for (Index d = 0; d < head_dim; ++d) dq(b, h, i, d) += by_product * k(b, h, j, d);
          for (Index d = 0; d < head_dim; ++d) dk(b, h, j, d) += by_product * q(b, h, i, d);
        }
        if (mask_gradient.defined()) {
          const auto dm = mask_gradient.write<4>();
          for (Index j = 0; j < keys; ++j) dm(b, h, i, j) += row(j);
        }
      }
    }
  }
}

}  // namespace gu
