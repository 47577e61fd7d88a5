#include "gu/autograd.hpp"

namespace gu {

namespace {
thread_local bool is_recording = true;

/// Moves what keeps other nodes alive out of `node`.
void release(Node& node, std::vector<std::shared_ptr<Vertex>>& released) {
  // First the backward: it may hold handles to the inputs, and must not be the one that frees the last of them.
  node.backward = nullptr;
  for (Tensor& input : node.inputs) {
    if (input.requires_grad()) released.push_back(input.vertex());
  }
  node.inputs.clear();
  // Detached, so that it keeps nothing alive; but somebody is only just learning to detach it.
  if (node.output.requires_grad()) released.push_back(node.output.vertex());
  node.output = Tensor();
}
}  // namespace

//! [destructor]
// Left to the compiler, the destructor of a node would destroy its inputs, whose nodes would destroy theirs: a call
// within a call for every step of the forward pass, and a deep graph would overflow the stack. Here the nodes that die
// with this one are emptied first, one after the other, so that each finds nothing left to destroy.
Node::~Node() {
  std::vector<std::shared_ptr<Vertex>> released;
  release(*this, released);
  while (!released.empty()) {
    const std::shared_ptr<Vertex> next = std::move(released.back());
    released.pop_back();
    auto* const node = dynamic_cast<Node*>(next.get());
    if (node != nullptr && next.use_count() == 1) release(*node, released);
  }
}
//! [destructor]

std::shared_ptr<Node> node_of(const Tensor& tensor) {
  if (!tensor.requires_grad()) return nullptr;
  auto node = std::dynamic_pointer_cast<Node>(tensor.vertex());
  if (node == nullptr) throw std::logic_error("node_of: this tensor was made a leaf while no graph was being recorded");
  return node;
}

Tensor gradient(const Tensor& leaf) {
  const std::shared_ptr<Node> node = node_of(leaf);
  return node != nullptr && node->is_leaf() ? node->gradient : Tensor();
}

void zero_gradients(std::span<const Parameter> parameters) {
  for (const Parameter& parameter : parameters) zero_gradient(parameter.value);
}

bool recording() {
  return is_recording;
}

void set_recording(bool on) {
  is_recording = on;
}

NoGrad::~NoGrad() {
  set_recording(before_);
}

}  // namespace gu
