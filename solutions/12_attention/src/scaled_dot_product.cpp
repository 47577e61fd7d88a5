#include "gu/activations.hpp"
#include "gu/attention.hpp"

namespace gu {

namespace {

/// scores(b, h, i, j) = (query i . key j) / sqrt(head_dim).
///
/// The keys are transposed first, to [batch, heads, head_dim, keys], so that the innermost loop runs over j: neighbours
/// in memory on both sides, which the compiler turns into vector instructions. With d innermost it would be a chain of
/// additions that it must not reorder.
Tensor scaled_products(const Tensor& query, const Tensor& key) {
  const Tensor transposed_key = contiguous(transpose(key));
  Tensor scores = zeros({query.size(0), query.size(1), query.size(2), key.size(2)});
  const float scale = 1 / std::sqrt(static_cast<float>(query.size(3)));
  const auto q = query.read<4>();
  const auto k = transposed_key.read<4>();
  const auto s = scores.write<4>();
  for (Index b = 0; b < s.size(0); ++b) {
    for (Index h = 0; h < s.size(1); ++h) {
      for (Index i = 0; i < s.size(2); ++i) {
        for (Index d = 0; d < q.size(3); ++d) {
          const float feature = q(b, h, i, d) * scale;
          for (Index j = 0; j < s.size(3); ++j) s(b, h, i, j) += feature * k(b, h, d, j);
        }
      }
    }
  }
  return scores;
}

/// A nest of its own: a mask that is stretched over the keys has stride 0, and would make the loops above slow, too.
void add_mask(const Tensor& mask, Tensor& scores) {
  const Tensor stretched = expand(mask, scores.shape());
  const auto m = stretched.read<4>();
  const auto s = scores.write<4>();
  for (Index b = 0; b < s.size(0); ++b) {
    for (Index h = 0; h < s.size(1); ++h) {
      for (Index i = 0; i < s.size(2); ++i) {
        for (Index j = 0; j < s.size(3); ++j) s(b, h, i, j) += m(b, h, i, j);
      }
    }
  }
}

Tensor weights_of(const Tensor& query, const Tensor& key, const AttentionOptions& options) {
  Tensor scores = scaled_products(query, key);
  if (options.mask.defined()) add_mask(options.mask, scores);
  return softmax(scores, -1, options.temperature);  // a row that is hidden throughout comes out as zeros
}

/// The factor of every weight: 0 for those left out; the others grow, so that the expected sum stays.
Tensor draw_kept(const Shape& shape, float dropout, Generator& generator) {
  Tensor kept = zeros(shape);
  float* factors = kept.mutable_data();
  std::generate(factors, factors + element_count(shape),
                [&] { return generator.uniform() < dropout ? 0 : 1 / (1 - dropout); });
  return kept;
}

/// output(b, h, i, :) = the values, weighted and summed over j.
Tensor weighted_sum(const Tensor& weights, const Tensor& kept, const Tensor& value) {
  Tensor output = zeros({weights.size(0), weights.size(1), weights.size(2), value.size(3)});
  const Tensor factors = kept.defined() ? kept : expand(scalar(1), weights.shape());
  const auto w = weights.read<4>();
  const auto f = factors.read<4>();
  const auto v = value.read<4>();
  const auto out = output.write<4>();
  for (Index b = 0; b < w.size(0); ++b) {
    for (Index h = 0; h < w.size(1); ++h) {
      for (Index i = 0; i < w.size(2); ++i) {
        for (Index j = 0; j < w.size(3); ++j) {
          const float weight = w(b, h, i, j) * f(b, h, i, j);
          for (Index d = 0; d < v.size(3); ++d) out(b, h, i, d) += weight * v(b, h, j, d);
        }
      }
    }
  }
  return output;
}

}  // namespace

Attention scaled_dot_product_attention(const Tensor& query, const Tensor& key, const Tensor& value,
                                       const AttentionOptions& options) {
  require_attention_arguments(query, key, value, options);
  Attention result;
  result.weights = weights_of(query, key, options);  // when it returns, the scores are freed
  if (options.dropout > 0) result.kept = draw_kept(result.weights.shape(), options.dropout, *options.generator);
  const Tensor output = weighted_sum(result.weights, result.kept, value);

  const Tensor mask = options.mask.defined() ? options.mask : scalar(0);
  const auto backward = [query, key, value, mask, options, result](const Tensor& output_gradient) {
    AttentionGradients gradients{zeros(query.shape()), zeros(key.shape()), zeros(value.shape())};
    if (mask.requires_grad()) gradients.mask = zeros(mask.shape());
    attention_backward(query, key, value, options, result, output_gradient, gradients);
    return std::vector<Tensor>{gradients.query, gradients.key, gradients.value, gradients.mask};
  };
  result.output = recorded_with("scaled_dot_product_attention", {query, key, value, mask}, output, backward);
  return result;
}

}  // namespace gu
