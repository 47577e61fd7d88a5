#include "gu/linear.hpp"

namespace gu {

Tensor trainable(Tensor value) {
  value.set_requires_grad(true);
  return value;
}

std::vector<Parameter> prefixed(std::string_view prefix, std::vector<Parameter> parameters) {
  for (Parameter& parameter : parameters) parameter.name = std::string(prefix) + "." + parameter.name;
  return parameters;
}

Index parameter_count(const Layer& layer) {
  Index count = 0;
  std::set<const float*> seen;
  for (const Parameter& parameter : layer.parameters()) {
    if (seen.insert(parameter.value.data()).second) count += parameter.value.view().element_count();
  }
  return count;
}

Index parameter_bytes(const Layer& layer) {
  return parameter_count(layer) * Index{sizeof(float)};
}

}  // namespace gu
