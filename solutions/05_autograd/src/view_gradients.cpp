#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

namespace gu {

std::vector<Tensor> clone_rule(const Node&, const Tensor& g) {
  return {g};
}

std::vector<Tensor> reshape_rule(const Node& node, const Tensor& g) {
  return {reshape(g, node.inputs[0].shape())};
}

std::vector<Tensor> permute_rule(const Node& node, const Tensor& g) {
  // Axis i of the output is axis order[i] of the input, so axis order[i] of the answer is axis i of g.
  const std::vector<Index>& order = node.attributes.integers;
  Axes inverse = Axes::filled(order.size(), 0);
  for (std::size_t i = 0; i < order.size(); ++i) inverse[static_cast<std::size_t>(order[i])] = static_cast<Index>(i);
  return {permute(g, inverse)};
}

std::vector<Tensor> slice_rule(const Node& node, const Tensor& g) {
  const std::vector<Index>& at = node.attributes.integers;
  Tensor result = zeros(node.inputs[0].shape());
  // A slice is a view, so writing into the slice of the zeros fills the right places of the zeros.
  Tensor part = slice(result, at[0], at[1], at[2], at[3]);
  if (element_count(g.shape()) == 0) return {result};
  float* out = part.mutable_data();
  IndexList index = IndexList::filled(g.shape().size(), 0);
  do {
    out[offset_of(index, part.strides())] = g.data()[offset_of(index, g.strides())];
  } while (next_index(index, g.shape()));
  return {result};
}

std::vector<Tensor> expand_rule(const Node& node, const Tensor& g) {
  return {sum_to_shape(g, node.inputs[0].shape())};
}

std::vector<Tensor> concat_rule(const Node& node, const Tensor& g) {
  const Index axis = node.attributes.integers[0];
  std::vector<Tensor> gradients;
  Index start = 0;
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    const Index stop = start + node.inputs[i].size(axis);
    gradients.push_back(node.wants(i) ? slice(g, axis, start, stop) : Tensor());
    start = stop;
  }
  return gradients;
}

std::vector<Tensor> stack_rule(const Node& node, const Tensor& g) {
  const Index axis = node.attributes.integers[0];
  std::vector<Tensor> gradients;
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    const auto at = static_cast<Index>(i);
    gradients.push_back(node.wants(i) ? reshape(slice(g, axis, at, at + 1), node.inputs[i].shape()) : Tensor());
  }
  return gradients;
}

}  // namespace gu
