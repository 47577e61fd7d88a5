/// @file
/// Operations that bring their own backward along, and other small things, so that graph and backward can be tested
/// before any rule is written. Nothing in here calls code of a student but module 05's graph.
#pragma once

#include "gu/autograd.hpp"

namespace gu::testing {

/// The same numbers as a leaf of the graph.
inline Tensor leaf(Tensor tensor) {
  tensor.set_requires_grad(true);
  return tensor;
}
inline Tensor leaf(float value) {
  return leaf(filled_tensor({}, value));
}

inline Tensor times(const Tensor& x, double factor) {
  return to_tensor(textbook::map(x, [factor](double value) { return factor * value; }));
}

/// a_factor * a + b_factor * b. The factors 1 hand on the very tensor that came in: two inputs, one gradient.
inline Tensor mix(const Tensor& a, const Tensor& b, double a_factor = 1, double b_factor = 1) {
  const Array64 sum = textbook::combine(a, b, [=](double x, double y) { return a_factor * x + b_factor * y; });
  return recorded_with("mix", {a, b}, to_tensor(sum), [a_factor, b_factor](const Tensor& g) {
    return std::vector<Tensor>{a_factor == 1 ? g : times(g, a_factor), b_factor == 1 ? g : times(g, b_factor)};
  });
}

/// factor * x; `calls` is raised each time its backward runs.
inline Tensor scaled(const Tensor& x, double factor, const std::shared_ptr<int>& calls = nullptr) {
  return recorded_with("scaled", {x}, times(x, factor), [factor, calls](const Tensor& g) {
    if (calls != nullptr) ++*calls;
    return std::vector<Tensor>{times(g, factor)};
  });
}

/// a * b, element by element; its backward holds both inputs, as a real one does.
inline Tensor product(const Tensor& a, const Tensor& b) {
  const auto multiply_all = [](const Tensor& x, const Tensor& y) {
    return to_tensor(textbook::combine(x, y, [](double left, double right) { return left * right; }));
  };
  return recorded_with("product", {a, b}, multiply_all(a, b), [a, b, multiply_all](const Tensor& g) {
    return std::vector<Tensor>{multiply_all(g, b), multiply_all(g, a)};
  });
}

/// How many nodes of the list stand behind one of their own inputs, or are not followed by it at all.
inline Index wrong_places(const std::vector<std::shared_ptr<Node>>& order) {
  std::unordered_map<const Node*, std::size_t> place;
  for (std::size_t i = 0; i < order.size(); ++i) place[order[i].get()] = i;
  Index wrong = 0;
  for (const auto& node : order) {
    wrong += std::any_of(node->inputs.begin(), node->inputs.end(), [&](const Tensor& input) {
      const auto found = place.find(node_of(input).get());
      return input.requires_grad() && (found == place.end() || found->second <= place.at(node.get()));
    });
  }
  return wrong;
}

/// u = 2 x, w = 7 u, loss = u + 10 w: u feeds two operations, one of which feeds the other. d loss / dx = 2 (1 + 70).
/// In the mirrored one w is the first input of the sum.
struct Diamond {
  explicit Diamond(bool mirrored) {
    x = leaf(3);
    u = scaled(x, 2);
    w = scaled(u, 7);
    loss = mirrored ? mix(w, u, 10, 1) : mix(u, w, 1, 10);
  }
  Tensor x, u, w, loss;
};

/// "refused", or "accepted" when nothing was thrown.
inline std::string verdict(const std::function<void()>& statement) {
  try {
    statement();
  } catch (const NotImplemented&) {
    throw;
  } catch (const std::exception&) {
    return "refused";
  }
  return "accepted";
}

inline bool same_storage(const Tensor& a, const Tensor& b) {
  return a.defined() && a.storage() == b.storage();
}

}  // namespace gu::testing
