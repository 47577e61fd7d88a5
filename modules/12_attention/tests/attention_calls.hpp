/// @file
/// Calls of attention for the tests of its task, the textbook's answers, and what a call hands to the graph.
#pragma once

#include <algorithm>
#include <cmath>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "attention_inputs.hpp"
#include "gu/attention.hpp"
#include "gu/testing/recording.hpp"
#include "gu/testing/textbook_attention.hpp"

namespace gu::testing {

inline Attention attend(const AttentionInputs& x, const AttentionOptions& options = {}) {
  return scaled_dot_product_attention(x.query, x.key, x.value, options);
}

inline Array64 expected(const AttentionInputs& x, const Array64& mask = 0.0,
                        const textbook::AttentionFormula& formula = {}) {
  return textbook::attention(x.query, x.key, x.value, mask, formula);
}

inline Array64 expected_weights(const AttentionInputs& x, const Array64& mask = 0.0,
                                const textbook::AttentionFormula& formula = {}) {
  return textbook::attention_weights(x.query, x.key, mask, formula);
}

/// Made by hand: the tests of attention need no task but their own.
inline Tensor causal_of_four() {
  return make_tensor({4, 4}, {0, hidden, hidden, hidden, 0, 0, hidden, hidden, 0, 0, 0, hidden, 0, 0, 0, 0});
}

/// The tensor [batch, heads, tokens, features] with every feature of `token` set to `value`.
inline Tensor with_token(Array64 tensor, Index token, double value) {
  for (std::size_t i = 0; i < tensor.values.size(); ++i) {
    if (tensor.index_of(i)[2] == token) tensor.values[i] = value;
  }
  return to_tensor(tensor);
}

/// The tensor [batch, heads, tokens, features] with token order[i] at place i.
inline Tensor with_tokens_in_order(const Array64& tensor, const std::vector<Index>& order) {
  Array64 result(tensor.shape);
  for (std::size_t i = 0; i < result.values.size(); ++i) {
    IndexList from = result.index_of(i);
    from[2] = order[static_cast<std::size_t>(from[2])];
    result.values[i] = tensor.values[tensor.position(from)];
  }
  return to_tensor(result);
}

inline Tolerance attention_rounding() {
  return tolerance(1e-5, "sums of a few float32 products, and exp");
}

/// Bytes that one head of head_dim 1 takes.
struct AttentionBytes {
  Index kept;  ///< what lives on after the call, the output left out
  Index peak;  ///< the most that lived at once
};

inline AttentionBytes attention_bytes(Index queries, Index keys, bool in_a_graph = false) {
  AttentionInputs x = random_attention_inputs(22, {1, 1, queries, 1}, {1, 1, keys, 1}, 1);
  x.query.set_requires_grad(in_a_graph);
  const MemoryScope scope;
  const Attention result = attend(x);
  return {scope.live_bytes() - 4 * queries, scope.peak_bytes()};
}

/// Keeps the backward that the last operation brought along.
class RecordingOfBackward : public Recording {
 public:
  using Recording::record;
  std::shared_ptr<Vertex> record(const Operation& operation, const Tensor& result, BackwardFunction backward) override {
    backward_ = std::move(backward);
    return Recording::record(operation, result);
  }
  std::vector<Tensor> run_backward(const Tensor& output_gradient) const { return backward_(output_gradient); }

 private:
  BackwardFunction backward_ = [](const Tensor&) { return std::vector<Tensor>{}; };
};

/// What a call gave: gradients, or the words of an exception.
struct GradientsOrRefusal {
  std::vector<Tensor> gradients = {};
  std::string refusal = {};
};

inline GradientsOrRefusal outcome_of(const std::function<std::vector<Tensor>()>& call) {
  try {
    return {.gradients = call()};
  } catch (const std::exception& error) {
    return {.refusal = error.what()};
  }
}

/// Bit for bit but for NaN, which is like any other NaN; undefined tensors are like each other.
inline bool same_numbers(const Tensor& a, const Tensor& b) {
  if (!a.defined() || !b.defined()) return a.defined() == b.defined();
  const Array64 left(a);
  const Array64 right(b);
  return left.shape == right.shape &&
         std::equal(left.values.begin(), left.values.end(), right.values.begin(),
                    [](double x, double y) { return x == y || (std::isnan(x) && std::isnan(y)); });
}

/// The gradients of `names` that these equal, one behind the other: "query, key, value, mask".
inline std::string named(const std::vector<Tensor>& gradients,
                         const std::vector<std::pair<std::string, Tensor>>& names) {
  std::string words;
  for (const Tensor& gradient : gradients) {
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const auto& known) { return same_numbers(gradient, known.second); });
    words += (words.empty() ? "" : ", ") + (found != names.end() ? found->first : "another tensor");
  }
  return words;
}

/// Which gradients attention hands to the graph: "query, key, value, mask" when they are those of attention_backward for the same call, in this
/// order. Only the student's own attention_backward is asked, so it need not be right. While it is unwritten, it is enough that it was called
/// with what fits.
inline std::string gradients_handed_on(AttentionInputs x, AttentionOptions options) {
  const RecordingOfBackward graph;
  for (Tensor* tensor : {&x.query, &x.key, &x.value, &options.mask}) {
    if (tensor->defined()) tensor->set_requires_grad(true);
  }
  const Attention result = attend(x, options);
  Generator generator = test_generator(190);
  const Tensor output_gradient = random_tensor(result.output.shape(), generator, -2, 2);
  const auto called_with = [&](float temperature) {
    AttentionOptions changed = options;
    changed.temperature = temperature;
    AttentionGradients sums;
    sums.query = filled_tensor(x.query.shape(), 0);
    sums.key = filled_tensor(x.key.shape(), 0);
    sums.value = filled_tensor(x.value.shape(), 0);
    if (options.mask.defined()) sums.mask = filled_tensor(options.mask.shape(), 0);
    attention_backward(x.query, x.key, x.value, changed, result, output_gradient, sums);
    return std::vector<Tensor>{sums.query, sums.key, sums.value, sums.mask};
  };
  const GradientsOrRefusal wanted = outcome_of([&] { return called_with(options.temperature); });
  const GradientsOrRefusal forgotten = outcome_of([&] { return called_with(1); });
  const GradientsOrRefusal handed = outcome_of([&] { return graph.run_backward(output_gradient); });
  if (!handed.refusal.empty() && handed.refusal == wanted.refusal)
    return options.mask.defined() ? "query, key, value, mask" : "query, key, value, nothing";
  if (!handed.refusal.empty()) return "refused: " + handed.refusal;
  const std::vector<std::string> inputs{"query", "key", "value", "mask"};
  std::vector<std::pair<std::string, Tensor>> names{{"nothing", Tensor()}};
  for (std::size_t i = 0; i < wanted.gradients.size(); ++i) names.emplace_back(inputs[i], wanted.gradients[i]);
  for (std::size_t i = 0; i < forgotten.gradients.size(); ++i)
    names.emplace_back(inputs[i] + " without temperature", forgotten.gradients[i]);
  return named(handed.gradients, names);
}

}  // namespace gu::testing
