#include "gu/losses.hpp"
#include "gu/tensor.hpp"

namespace gu {

Tensor kl_divergence(const Tensor& log_p, const Tensor& log_q) {
  require(log_p.shape() == log_q.shape(), "kl_divergence", "two tensors of one shape", "log_p ", log_p.shape(),
          " and log_q ", log_q.shape());
  const Index count = element_count(log_p.shape());
  require(log_p.rank() >= 1 && count > 0, "kl_divergence", "[..., classes] with at least one element", log_p.shape());
  const Index rows = count / log_p.size(-1);

  const Tensor truth = contiguous(log_p);
  const Tensor belief = contiguous(log_q);
  double total = 0;
  for (Index i = 0; i < count; ++i) {
    const double log_truth = double{truth.data()[i]};
    const double probability = std::exp(log_truth);
    // The limit of p log(p / q) for p to 0 is 0; computed as written it would be 0 * inf.
    if (probability != 0) total += probability * (log_truth - double{belief.data()[i]});
  }
  return recorded("kl_divergence", {log_p, log_q}, scalar(static_cast<float>(total / static_cast<double>(rows))));
}

}  // namespace gu
