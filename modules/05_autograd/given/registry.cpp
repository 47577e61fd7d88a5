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
  const std::string where = "backward of '" + std::string(node.operation) + "'";
  if (!has_backward(node)) throw std::logic_error(where + ": no rule; register_backward() adds one");
  std::vector<Tensor> gradients =
      node.backward != nullptr ? node.backward(output_gradient) : (*find_rule(node))(node, output_gradient);
  require(gradients.size() == node.inputs.size(), where, "one gradient for each input", gradients.size(), " for ",
          node.inputs.size(), " inputs");
  for (std::size_t i = 0; i < gradients.size(); ++i) {
    require(!gradients[i].defined() || gradients[i].shape() == node.inputs[i].shape(), where,
            "the gradient of an input in the input's shape " + to_text(node.inputs[i].shape()), gradients[i].shape());
  }
  return gradients;
}

}  // namespace gu
