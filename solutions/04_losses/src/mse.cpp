#include "gu/losses.hpp"
#include "gu/tensor.hpp"

namespace gu {

Tensor mse_loss(const Tensor& prediction, const Tensor& target) {
  require(prediction.shape() == target.shape(), "mse_loss", "two tensors of one shape", "prediction ",
          prediction.shape(), " and target ", target.shape());
  const Index count = element_count(prediction.shape());
  require(count > 0, "mse_loss", "at least one element", prediction.shape());

  const Tensor guesses = contiguous(prediction);
  const Tensor truths = contiguous(target);
  double total = 0;
  for (Index i = 0; i < count; ++i) {
    const double difference = double{guesses.data()[i]} - double{truths.data()[i]};
    total += difference * difference;
  }
  return recorded("mse_loss", {prediction, target}, scalar(static_cast<float>(total / static_cast<double>(count))));
}

}  // namespace gu
