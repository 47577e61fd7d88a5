#include "gu/losses.hpp"
#include "gu/tensor.hpp"

namespace gu {

namespace {

void require_arguments(const Tensor& logits, std::span<const Index> targets, const CrossEntropyOptions& options) {
  require(logits.rank() == 2 && logits.size(1) >= 1, "cross_entropy", "logits [batch, classes]", logits.shape());
  require(static_cast<Index>(targets.size()) == logits.size(0), "cross_entropy", "one target for each row",
          targets.size(), " targets for logits ", logits.shape());
  require(options.label_smoothing >= 0 && options.label_smoothing <= 1, "cross_entropy", "0 <= label_smoothing <= 1",
          options.label_smoothing);
  for (std::size_t row = 0; row < targets.size(); ++row) {
    require((targets[row] >= 0 && targets[row] < logits.size(1)) || targets[row] == options.ignored_index,
            "cross_entropy", "a class number or the ignored index as target", "target ", targets[row], " in row ", row,
            " for ", logits.size(1), " classes");
  }
}

/// log(sum_k e^x_k): the largest is taken out first, so that no exponential exceeds 1.
double log_sum_exp(const float* x, Index count) {
  const float largest = *std::max_element(x, x + count);
  double total = 0;
  for (Index k = 0; k < count; ++k) total += std::exp(double{x[k]} - double{largest});
  return double{largest} + std::log(total);
}

/// -sum_k q_k log p_k of one row, with log p_k = x_k - log_sum_exp(x).
double row_cost(const float* x, Index classes, Index target, double smoothing) {
  const double normaliser = log_sum_exp(x, classes);
  const double share = smoothing / static_cast<double>(classes);
  double cost = 0;
  for (Index k = 0; k < classes; ++k) {
    const double weight = k == target ? 1 - smoothing + share : share;
    if (weight != 0) cost += weight * (normaliser - double{x[k]});  // a weight of 0 times an infinite cost is 0
  }
  return cost;
}

}  // namespace

Tensor cross_entropy(const Tensor& logits, std::span<const Index> targets, const CrossEntropyOptions& options) {
  require_arguments(logits, targets, options);
  const Index classes = logits.size(1);
  const Tensor scores = contiguous(logits);
  double total = 0;
  Index counted = 0;
  for (std::size_t row = 0; row < targets.size(); ++row) {
    if (targets[row] == options.ignored_index) continue;
    total += row_cost(scores.data() + static_cast<Index>(row) * classes, classes, targets[row],
                      double{options.label_smoothing});
    ++counted;
  }
  require(counted > 0, "cross_entropy", "at least one row that is not ignored", targets.size(), " rows");

  Attributes attributes{.integers = {options.ignored_index.value_or(-1)}, .numbers = {options.label_smoothing}};
  attributes.integers.insert(attributes.integers.end(), targets.begin(), targets.end());
  return recorded("cross_entropy", {logits}, scalar(static_cast<float>(total / static_cast<double>(counted))),
                  std::move(attributes));
}

}  // namespace gu
