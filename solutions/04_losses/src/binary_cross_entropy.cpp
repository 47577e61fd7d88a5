#include "gu/losses.hpp"
#include "gu/tensor.hpp"

namespace gu {

Tensor binary_cross_entropy_with_logits(const Tensor& logits, const Tensor& targets) {
  constexpr std::string_view name = "binary_cross_entropy_with_logits";
  require(logits.shape() == targets.shape(), name, "two tensors of one shape", "logits ", logits.shape(),
          " and targets ", targets.shape());
  const Index count = element_count(logits.shape());
  require(count > 0, name, "at least one element", logits.shape());

  const Tensor scores = contiguous(logits);
  const Tensor truths = contiguous(targets);
  double total = 0;
  for (Index i = 0; i < count; ++i) {
    const double score = double{scores.data()[i]};
    const double truth = double{truths.data()[i]};
    require(truth >= 0 && truth <= 1, name, "targets from 0 to 1", truth, " as element ", i);
    // log(1 + e^x) - t x, where e is only raised to what is not positive. The brackets matter: for x = 40 and t = 1
    // they are exactly 0, and e^-40 survives.
    total += (std::max(score, 0.0) - truth * score) + std::log1p(std::exp(-std::abs(score)));
  }
  return recorded(name, {logits, targets}, scalar(static_cast<float>(total / static_cast<double>(count))));
}

}  // namespace gu
