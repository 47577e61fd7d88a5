#include "gu/autograd.hpp"
#include "gu/tensor.hpp"

namespace gu {

std::shared_ptr<Node> make_node(const Operation& operation, const Tensor& result, BackwardFunction backward) {
  if (!recording()) return nullptr;
  auto node = std::make_shared<Node>();
  node->operation = operation.name;
  node->inputs = operation.inputs;
  node->attributes = operation.attributes;
  // The result will own this node. Did the node own the result as well, neither would ever be freed.
  node->output = detach(result);
  for (const Tensor& input : operation.inputs) node->versions.push_back(input.storage()->version());
  node->versions.push_back(result.storage()->version());
  node->backward = std::move(backward);
  return node;
}

Tensor detach(const Tensor& x) {
  Tensor free = x;
  free.set_vertex(nullptr);
  return free;
}

NoGrad::NoGrad() : before_(recording()) {
  set_recording(false);
}

void require_usable(const Node& node) {
  if (node.is_leaf()) return;
  const auto refuse = [&node](const std::string& why) {
    throw std::logic_error("backward of '" + std::string(node.operation) + "': " + why);
  };
  if (node.freed) refuse("an earlier backward() has freed this graph; run the forward pass again");
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    if (node.inputs[i].storage()->version() != node.versions[i])
      refuse("its input " + std::to_string(i) + " was written to in place after the operation had read it");
  }
  if (node.output.storage()->version() != node.versions.back())
    refuse("its result was written to in place after the operation had made it");
}

}  // namespace gu
