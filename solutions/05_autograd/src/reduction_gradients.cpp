#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

namespace gu {

namespace {

/// The axes that were reduced, and how many elements went into one output.
struct Reduction {
  Axes axes;
  Index count = 1;
};

Reduction reduction_of(const Node& node) {
  Reduction reduction;
  const std::vector<Index>& integers = node.attributes.integers;
  for (std::size_t i = 1; i < integers.size(); ++i) {
    reduction.axes.push_back(integers[i]);
    reduction.count *= node.inputs[0].size(integers[i]);
  }
  return reduction;
}

/// `reduced` (output or its gradient) with every reduced axis back at size 1, so that it broadcasts to the input.
Tensor with_reduced_axes(const Node& node, const Tensor& reduced) {
  Shape shape = node.inputs[0].shape();
  for (const Index axis : reduction_of(node).axes) shape[static_cast<std::size_t>(axis)] = 1;
  return reshape(reduced, shape);
}

}  // namespace

std::vector<Tensor> sum_rule(const Node& node, const Tensor& g) {
  return {expand(with_reduced_axes(node, g), node.inputs[0].shape())};
}

std::vector<Tensor> mean_rule(const Node& node, const Tensor& g) {
  const Tensor share = with_reduced_axes(node, g) / static_cast<float>(reduction_of(node).count);
  return {expand(share, node.inputs[0].shape())};
}

std::vector<Tensor> max_rule(const Node& node, const Tensor& g) {
  const Tensor& x = node.inputs[0];
  if (element_count(x.shape()) == 0) return {zeros(x.shape())};
  const Tensor largest = expand(with_reduced_axes(node, node.output), x.shape());
  Tensor winners = zeros(x.shape());
  float* winner = winners.mutable_data();
  IndexList index = IndexList::filled(x.shape().size(), 0);
  do {
    // Compared, not subtracted: inf - inf is NaN.
    const bool wins = x.data()[offset_of(index, x.strides())] == largest.data()[offset_of(index, largest.strides())];
    *winner++ = wins ? 1.0F : 0.0F;
  } while (next_index(index, x.shape()));
  const Tensor ties = sum(winners, reduction_of(node).axes, true);
  return {multiply(winners, divide(with_reduced_axes(node, g), ties))};
}

std::vector<Tensor> variance_rule(const Node& node, const Tensor& g) {
  const Tensor& x = node.inputs[0];
  const Tensor deviation = subtract(x, mean(x, reduction_of(node).axes, true));
  const auto divisor = static_cast<double>(reduction_of(node).count) - node.attributes.numbers[0];
  return {multiply(with_reduced_axes(node, g), deviation * static_cast<float>(2 / divisor))};
}

}  // namespace gu
