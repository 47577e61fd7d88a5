#include "gu/autograd.hpp"
#include "gu/tensor.hpp"

namespace gu {

std::vector<std::shared_ptr<Node>> topological_order(const Tensor& output) {
  // Depth-first search: a node is finished when all its inputs' nodes are. Listed in the order in which they finish,
  // every node stands behind its inputs; turned round, before them.
  //
  // Do not call yourself: a chain of 10,000 operations would overflow the stack. Keep the open calls in a std::vector:
  // each is a node and the number of the input to look at next. A set of the nodes seen keeps each from coming twice.
  // node_of() gives the node of a tensor, null where no gradient is wanted.
  todo("05.2", "topological_order(): about 25 lines");
}

void backward(const Tensor& loss) {
  // 1. require() a defined loss of exactly one element; say what to do with a larger one
  // 2. d loss / d loss is 1
  todo("05.2", "backward(): 4 lines");
}

void backward(const Tensor& output, const Tensor& output_gradient) {
  require(output.defined() && output_gradient.defined(), "backward", "an output and its gradient",
          "an undefined tensor");
  require(output_gradient.shape() == output.shape(), "backward", "a gradient of the output's shape",
          output_gradient.shape(), " for ", output.shape());
  require(output.requires_grad(), "backward", "an output computed from a tensor that requires a gradient",
          "one that does not, of shape ", output.shape());
  // 1. nothing below may be recorded
  // 2. the order; every node in it must be usable and, unless it is a leaf, have a backward: find that out for all of
  //    them before the first gradient changes
  // 3. the first node's gradient is output_gradient
  // 4. for each node in order, unless it is a leaf: input_gradients(), each added to the node of that input. An
  //    undefined gradient adds nothing, and neither does one whose input wants none
  // 5. let go of the node's inputs, output, backward and gradient; mark it freed
  // Adding to a node: a first gradient is kept as it is, except in a leaf, which needs one of its own (clone); a
  // further one is add()ed. Never write into a gradient: others may hold the same tensor.
  todo("05.2", "backward(): about 35 lines with two small helpers");
}

void zero_gradient(const Tensor& leaf) {
  // The gradient of a leaf's node becomes an undefined tensor.
  todo("05.2", "zero_gradient(): 2 lines");
}

}  // namespace gu
