#include "rule_table.hpp"

namespace gu {

namespace {

RuleTable& rules() {
  static RuleTable table = course_rules();
  return table;
}

/// The rule of a node's operation, or null.
const BackwardRule* find_rule(const Node& node) {
  const auto found = rules().find(node.operation);
  return found == rules().end() ? nullptr : &found->second;
}

}  // namespace

void register_backward(std::string_view operation, BackwardRule rule) {
  rules().insert_or_assign(std::string(operation), std::move(rule));
}

bool has_backward(const Node& node) {
  return node.backward != nullptr || find_rule(node) != nullptr;
}

std::vector<Tensor> input_gradients(const Node& node, const Tensor& output_gradient) {
  // Put together only when there is something to complain about: this runs for every node.
  const auto where = [&node] { return "backward of '" + std::string(node.operation) + "'"; };
  const BackwardRule* const rule = node.backward != nullptr ? nullptr : find_rule(node);
  if (node.backward == nullptr && rule == nullptr)
    throw std::logic_error(where() + ": no rule; register_backward() adds one");
  std::vector<Tensor> gradients = rule != nullptr ? (*rule)(node, output_gradient) : node.backward(output_gradient);
  if (gradients.size() != node.inputs.size()) {
    require(false, where(), "one gradient for each input", gradients.size(), " for ", node.inputs.size(), " inputs");
  }
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    if (!gradients[i].defined() || gradients[i].shape() == node.inputs[i].shape()) continue;
    require(false, where(), "the gradient of an input in that input's shape", gradients[i].shape(), " for input ", i,
            " of shape ", node.inputs[i].shape());
  }
  return gradients;
}

}  // namespace gu
