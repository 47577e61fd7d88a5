/// @file
/// A layer whose parameters a test chooses, and other things that several tests of layers need. No student's code.
#pragma once

#include "gu/linear.hpp"
#include "gu/testing/recording.hpp"

namespace gu::testing {

/// Holds the parameters it is given; its forward is the identity.
class FixedLayer : public Layer {
 public:
  explicit FixedLayer(std::vector<Parameter> parameters = {}) : parameters_(std::move(parameters)) {}
  Tensor forward(const Tensor& input) override { return input; }
  std::vector<Parameter> parameters() const override { return parameters_; }

 private:
  std::vector<Parameter> parameters_;
};

/// "0.weight 0.bias"
inline std::string names_of(const std::vector<Parameter>& parameters) {
  std::string text;
  for (const Parameter& parameter : parameters) text += (text.empty() ? "" : " ") + parameter.name;
  return text;
}

/// "matmul of [6, 4] [4, 5]": the products that were recorded, one after the other.
inline std::string recorded_products(const Recording& recording) {
  std::string text;
  for (const std::string& operation : recording.operations()) {
    if (operation.starts_with("matmul")) text += (text.empty() ? "" : "; ") + operation;
  }
  return text;
}

/// Is writing to one of them writing to the other?
inline bool shares_numbers(const Tensor& a, const Tensor& b) {
  return a.defined() && b.defined() && a.data() == b.data();
}

}  // namespace gu::testing
