#include "gu/linear.hpp"

#include "gu/tensor.hpp"

namespace gu {

Linear::Linear(Index in_features, Index out_features, Generator& generator, bool bias) {
  require(in_features >= 1 && out_features >= 1, "Linear", "at least one feature in and out", in_features, " and ",
          out_features);
  weight_ = trainable(xavier_uniform({out_features, in_features}, generator));
  if (bias) bias_ = trainable(zeros({out_features}));
}

Linear::Linear(Tensor weight, Tensor bias) : weight_(std::move(weight)), bias_(std::move(bias)) {
  require(weight_.defined() && weight_.rank() == 2, "Linear", "a weight [out, in]", weight_.shape());
  require(!bias_.defined() || bias_.shape() == Shape{weight_.size(0)}, "Linear", "a bias of one number for each output",
          "weight ", weight_.shape(), " and bias ", bias_.shape());
}

Tensor Linear::forward(const Tensor& input) {
  const Index in = weight_.size(1);
  require(input.rank() >= 1 && input.size(-1) == in, "Linear::forward", "an input whose last axis fits the weight",
          "input ", input.shape(), " and weight ", weight_.shape());
  // All leading axes become rows: one matrix product, and a gradient of the weight that is summed inside it.
  Tensor output = matmul(reshape(input, {-1, in}), transpose(weight_));
  if (bias_.defined()) output = output + bias_;
  Shape shape = input.shape();
  shape.back() = weight_.size(0);
  return reshape(output, shape);
}

std::vector<Parameter> Linear::parameters() const {
  std::vector<Parameter> list{{"weight", weight_}};
  if (bias_.defined()) list.push_back({"bias", bias_});
  return list;
}

}  // namespace gu
