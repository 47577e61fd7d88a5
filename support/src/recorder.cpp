#include "gu/recorder.hpp"

#include <algorithm>
#include <utility>

namespace gu {

namespace {
Recorder* current = nullptr;

bool wants_gradient(std::span<const Tensor> inputs) {
  return std::any_of(inputs.begin(), inputs.end(), [](const Tensor& input) { return input.requires_grad(); });
}
}  // namespace

Recorder* recorder() {
  return current;
}
Recorder* set_recorder(Recorder* next) {
  return std::exchange(current, next);
}

Tensor recorded(std::string_view name, std::span<const Tensor> inputs, Tensor result, Attributes attributes) {
  const bool listening = current != nullptr && wants_gradient(inputs);
  result.set_vertex(listening ? current->record({name, {inputs.begin(), inputs.end()}, std::move(attributes)}, result)
                              : nullptr);
  return result;
}

Tensor recorded(std::string_view name, std::initializer_list<Tensor> inputs, Tensor result, Attributes attributes) {
  return recorded(name, std::span(inputs.begin(), inputs.size()), std::move(result), std::move(attributes));
}

Tensor recorded(std::string_view name, std::span<const Tensor> inputs, Tensor result) {
  return recorded(name, inputs, std::move(result), {});
}

Tensor recorded(std::string_view name, std::initializer_list<Tensor> inputs, Tensor result) {
  return recorded(name, inputs, std::move(result), {});
}

Tensor recorded_with(std::string_view name, std::initializer_list<Tensor> inputs, Tensor result,
                     BackwardFunction backward) {
  const bool listening = current != nullptr && wants_gradient(std::span(inputs.begin(), inputs.size()));
  result.set_vertex(listening ? current->record({name, inputs, {}}, result, std::move(backward)) : nullptr);
  return result;
}

}  // namespace gu
