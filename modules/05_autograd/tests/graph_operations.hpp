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
