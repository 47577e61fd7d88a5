#include "gu/gradient_rules.hpp"
#include "gu/tensor.hpp"

namespace gu {

std::vector<Tensor> clone_rule(const Node& node, const Tensor& g) {
  todo("05.4", "clone_rule(): 1 line");
}

std::vector<Tensor> reshape_rule(const Node& node, const Tensor& g) {
  todo("05.4", "reshape_rule(): 1 line");
}

std::vector<Tensor> permute_rule(const Node& node, const Tensor& g) {
  // Axis i of the output is axis order[i] of the input. So axis order[i] of the answer is axis ... of g. Try it with
  // order {1, 2, 0}: a swap of two axes is its own inverse and would not show a mistake.
  todo("05.4", "permute_rule(): 4 lines");
}

std::vector<Tensor> slice_rule(const Node& node, const Tensor& g) {
  // 1. zeros in the shape of the input
  // 2. g written to where the slice was taken. A slice of the zeros is a view: writing to it writes to them. Walk both
  //    with next_index() and offset_of(): neither need be contiguous. g may be empty
  todo("05.4", "slice_rule(): about 10 lines");
}

std::vector<Tensor> expand_rule(const Node& node, const Tensor& g) {
  todo("05.4", "expand_rule(): 1 line");
}

std::vector<Tensor> concat_rule(const Node& node, const Tensor& g) {
  // Walk along the axis: the first input's part begins at 0, the next one's where that ends. Undefined for an input
  // that wants none, but step over its part.
  todo("05.4", "concat_rule(): 9 lines");
}

std::vector<Tensor> stack_rule(const Node& node, const Tensor& g) {
  // Entry i of the new axis belongs to input i, which does not have that axis.
  todo("05.4", "stack_rule(): 7 lines");
}

}  // namespace gu
