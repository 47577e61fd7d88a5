#include "gu/linear.hpp"
#include "gu/tensor.hpp"

namespace gu {

Dropout::Dropout(float probability, Generator generator) : probability_(probability), generator_(generator) {
  require(probability >= 0 && probability < 1, "Dropout", "0 <= probability < 1", probability);
}

Tensor Dropout::forward(const Tensor& input) {
  if (!training() || probability_ == 0) return input;
  const float scale = 1.0F / (1.0F - probability_);
  Tensor mask = zeros(input.shape());
  float* factor = mask.mutable_data();
  const Index count = element_count(mask.shape());
  for (Index i = 0; i < count; ++i) factor[i] = generator_.uniform() < probability_ ? 0.0F : scale;
  return input * mask;
}

}  // namespace gu
