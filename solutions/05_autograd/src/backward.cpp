#include "gu/autograd.hpp"
#include "gu/tensor.hpp"

namespace gu {

std::vector<std::shared_ptr<Node>> topological_order(const Tensor& output) {
  std::vector<std::shared_ptr<Node>> finished;
  // The calls of a recursive depth-first search, kept as data: a node, and which of its inputs is to be visited next.
  struct Call {
    std::shared_ptr<Node> node;
    std::size_t next_input = 0;
  };
  std::vector<Call> calls;
  std::unordered_set<const Node*> seen;
  const auto visit = [&](const Tensor& tensor) {
    std::shared_ptr<Node> node = node_of(tensor);
    if (node != nullptr && seen.insert(node.get()).second) calls.push_back({std::move(node)});
  };
  visit(output);
  while (!calls.empty()) {
    Call& call = calls.back();
    if (call.next_input < call.node->inputs.size()) {
      const std::size_t input = call.next_input++;  // counted first: visit() may move the calls
      visit(call.node->inputs[input]);
    } else {
      finished.push_back(std::move(call.node));
      calls.pop_back();
    }
  }
  // A node is finished after everything that it was computed from; backward wants it before.
  std::reverse(finished.begin(), finished.end());
  return finished;
}

namespace {

void accumulate(Node& node, const Tensor& gradient) {
  if (node.gradient.defined()) {
    node.gradient = add(node.gradient, gradient);
  } else {
    // A leaf's gradient outlives the pass and may be changed by its owner: it must not be a view of somebody else's.
    node.gradient = node.is_leaf() ? clone(gradient) : gradient;
  }
}

void release(Node& node) {
  node.inputs.clear();
  node.output = Tensor();
  node.backward = nullptr;
  node.gradient = Tensor();
  node.freed = true;
}

}  // namespace

void backward(const Tensor& loss) {
  require(loss.defined(), "backward", "a loss", "an undefined tensor");
  require(element_count(loss.shape()) == 1, "backward",
          "a loss of one element (take its sum or mean, or pass an output gradient)", loss.shape());
  backward(loss, full(loss.shape(), 1));
}

void backward(const Tensor& output, const Tensor& output_gradient) {
  require(output.defined() && output_gradient.defined(), "backward", "an output and its gradient",
          "an undefined tensor");
  require(output_gradient.shape() == output.shape(), "backward", "a gradient of the output's shape",
          output_gradient.shape(), " for ", output.shape());
  require(output.requires_grad(), "backward", "an output computed from a tensor that requires a gradient",
          "one that does not, of shape ", output.shape());

  const NoGrad scope;
  const std::vector<std::shared_ptr<Node>> order = topological_order(output);
  for (const auto& node : order) {
    require_usable(*node);
    if (node->is_leaf()) continue;
    if (!has_backward(*node)) throw std::logic_error("backward: no rule for '" + std::string(node->operation) + "'");
    node->gradient = Tensor();  // left over when a rule threw
  }

  accumulate(*order.front(), output_gradient);
  for (const auto& node : order) {
    if (node->is_leaf()) continue;
    // Undefined when every rule on the way here answered "no gradient".
    if (node->gradient.defined()) {
      const std::vector<Tensor> gradients = input_gradients(*node, node->gradient);
      for (std::size_t i = 0; i < gradients.size(); ++i) {
        if (gradients[i].defined() && node->wants(i)) accumulate(*node_of(node->inputs[i]), gradients[i]);
      }
    }
    release(*node);
  }
}

void zero_gradient(const Tensor& leaf) {
  const std::shared_ptr<Node> node = node_of(leaf);
  if (node != nullptr && node->is_leaf()) node->gradient = Tensor();
}

}  // namespace gu
