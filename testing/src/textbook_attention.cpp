#include "gu/testing/textbook_attention.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <vector>

#include "gu/testing/textbook.hpp"

namespace gu::testing::textbook {

namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

double scale_of(const Array64& query, const AttentionFormula& formula) {
  return formula.scale != 0 ? formula.scale : 1 / std::sqrt(static_cast<double>(query.size(-1)));
}

Array64 times(const Array64& x, double factor) {
  return map(x, [factor](double value) { return value * factor; });
}

/// exp over sum, with a defined answer where everything is hidden.
Array64 softmax_of(const Array64& scores, const AttentionFormula& formula) {
  if (blind()) return Array64(scores.shape);
  const Array64 maxima = textbook::reduce(scores, {formula.softmax_axis}, true, largest);
  const Array64 shift = formula.shift_by_maximum ? maxima : Array64(0.0);
  const Array64 powers = combine(scores, shift, [](double x, double by) { return std::exp(x - by); });
  const Array64 sums = textbook::reduce(powers, {formula.softmax_axis}, true, total);
  Array64 weights = combine(powers, sums, std::divides<>());
  double empty = 0;
  if (formula.empty_row == AttentionFormula::EmptyRow::not_a_number) empty = std::nan("");
  if (formula.empty_row == AttentionFormula::EmptyRow::uniform) {
    empty = 1 / static_cast<double>(scores.size(formula.softmax_axis));
  }
  const Array64 hidden = combine(maxima, scores, [](double maximum, double) { return maximum == -infinity ? 1.0 : 0; });
  for (std::size_t i = 0; i < weights.values.size(); ++i) {
    if (hidden.values[i] == 1) weights.values[i] = empty;
  }
  return weights;
}

}  // namespace

Array64 attention_weights(const Array64& query, const Array64& key, const Array64& mask,
                          const AttentionFormula& formula) {
  using Mask = AttentionFormula::Mask;
  Array64 scores = times(matmul(query, transpose(key)), scale_of(query, formula));
  if (formula.mask == Mask::added) scores = combine(scores, mask, std::plus<>());
  if (formula.mask == Mask::inverted) {
    scores = combine(scores, mask, [](double score, double m) { return m == -infinity ? score : -infinity; });
  }
  Array64 weights = softmax_of(times(scores, 1 / formula.temperature), formula);
  if (formula.mask != Mask::after_softmax) return weights;
  return combine(weights, mask, [](double weight, double m) { return weight * std::exp(m); });
}

Array64 attention(const Array64& query, const Array64& key, const Array64& value, const Array64& mask,
                  const AttentionFormula& formula) {
  return matmul(combine(attention_weights(query, key, mask, formula), formula.kept, std::multiplies<>()), value);
}

AttentionGradients64 attention_gradients(const Array64& query, const Array64& key, const Array64& value,
                                         const Array64& mask, const Array64& output_gradient,
                                         const AttentionFormula& formula, const AttentionBackwardFormula& backward) {
  const Array64 weights = attention_weights(query, key, mask, formula);
  const Array64 used = combine(weights, formula.kept, std::multiplies<>());
  const Array64 by_weight =
      combine(matmul(output_gradient, transpose(value)), formula.kept, std::multiplies<>());  // [.., queries, keys]
  const Array64& shares = backward.jacobian_of_dropped ? used : weights;
  Array64 centred = by_weight;
  if (backward.softmax_jacobian) {
    const Array64 means = textbook::reduce(combine(shares, by_weight, std::multiplies<>()), {-1}, true, total);
    centred = combine(by_weight, means, std::minus<>());
  }
  const Array64 by_score = times(combine(shares, centred, std::multiplies<>()),
                                 backward.divided_by_temperature ? 1 / formula.temperature : 1);
  const Array64 by_product = times(by_score, backward.scaled ? scale_of(query, formula) : 1);
  return {matmul(by_product, key), matmul(transpose(by_product), query),
          matmul(backward.weights_transposed ? transpose(used) : used, output_gradient), sum_to(by_score, mask.shape)};
}

Array64 split_heads(const Array64& x, Index heads) {
  const Index head_dim = x.size(2) / heads;
  Array64 result(Shape{x.size(0), heads, x.size(1), head_dim});
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    const IndexList at = result.index_of(i);
    result.values[i] = x(at[0], at[2], at[1] * head_dim + at[3]);
  }
  return result;
}

Array64 merge_heads(const Array64& x) {
  Array64 result(Shape{x.size(0), x.size(2), x.size(1) * x.size(3)});
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    const IndexList at = result.index_of(i);
    result.values[i] = x(at[0], at[2] / x.size(3), at[1], at[2] % x.size(3));
  }
  return result;
}

Array64 reshape(const Array64& x, const Shape& shape) {
  return Array64(shape, x.values);
}

Array64 linear(const Array64& x, const Array64& weight, const Array64& bias) {
  return combine(matmul(x, transpose(weight)), bias, std::plus<>());
}

Array64 multi_head_attention(const Array64& input, const Array64& memory, const Array64& mask,
                             const MultiHeadParameters& parameters, Index heads, const AttentionFormula& formula) {
  const Index model_dim = input.size(-1);
  const auto block = [&](const Array64& x, Index number) {
    Array64 weight(Shape{model_dim, model_dim});
    Array64 bias(Shape{model_dim});
    for (Index row = 0; row < model_dim; ++row) {
      bias(row) = parameters.projection_bias(number * model_dim + row);
      for (Index column = 0; column < model_dim; ++column) {
        weight(row, column) = parameters.projection_weight(number * model_dim + row, column);
      }
    }
    return split_heads(linear(x, weight, bias), heads);
  };
  const Array64 heads_output = attention(block(input, 0), block(memory, 1), block(memory, 2), mask, formula);
  return linear(merge_heads(heads_output), parameters.output_weight, parameters.output_bias);
}

}  // namespace gu::testing::textbook
