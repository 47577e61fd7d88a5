#include "gu/linear.hpp"

#include "gu/tensor.hpp"

namespace gu {

Linear::Linear(Index in_features, Index out_features, Generator& generator, bool bias) {
  require(in_features >= 1 && out_features >= 1, "Linear", "at least one feature in and out", in_features, " and ",
          out_features);
  // 1. weight_: a weight [out, in] of your xavier_uniform, trainable
  // 2. bias_: trainable zeros, if there is to be one; otherwise leave it undefined
  todo("03.3", "Linear(): 2 lines");
}

Linear::Linear(Tensor weight, Tensor bias) : weight_(std::move(weight)), bias_(std::move(bias)) {
  // The tensors are taken as they are (done above). require() that weight_ is a matrix and that bias_, if it is
  // defined(), has one number for each output.
  todo("03.3", "Linear(): about 4 lines");
}

Tensor Linear::forward(const Tensor& input) {
  // 1. require() that the last axis of the input is the weight's number of inputs; name both shapes
  // 2. reshape all leading axes into one: [rows, in]. That also serves an input of one axis
  // 3. matmul with the transposed weight, plus the bias if there is one. Only operations of module 01: they are
  //    recorded, and a loop of your own would cut the way that gradients take
  // 4. give the leading axes back: [..., out]
  todo("03.3", "forward(): about 9 lines");
}

std::vector<Parameter> Linear::parameters() const {
  // Handles under the names "weight" and "bias"; a layer without bias has one parameter.
  todo("03.3", "parameters(): 3 lines");
}

}  // namespace gu
