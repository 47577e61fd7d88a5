#include "gu/losses.hpp"
#include "gu/tensor.hpp"

namespace gu {

Tensor huber_loss(const Tensor& prediction, const Tensor& target, float delta) {
  require(prediction.shape() == target.shape(), "huber_loss", "two tensors of one shape", "prediction ",
          prediction.shape(), " and target ", target.shape());
  require(delta > 0 && std::isfinite(delta), "huber_loss", "a positive, finite delta", delta);
  const Index count = element_count(prediction.shape());
  require(count > 0, "huber_loss", "at least one element", prediction.shape());

  const Tensor guesses = contiguous(prediction);
  const Tensor truths = contiguous(target);
  const double bend = double{delta};
  double total = 0;
  for (Index i = 0; i < count; ++i) {
    const double size = std::abs(double{guesses.data()[i]} - double{truths.data()[i]});
    total += size <= bend ? 0.5 * size * size : bend * (size - 0.5 * bend);
  }
  return recorded("huber_loss", {prediction, target}, scalar(static_cast<float>(total / static_cast<double>(count))),
                  {.numbers = {bend}});
}

}  // namespace gu
