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

/// One row of the logits, read through a counted window, whatever its strides.
struct Row {
  Elements<const float, 2> logits;
  Index number;
  double operator[](Index k) const { return double{logits(number, k)}; }
  Index classes() const { return logits.size(1); }
};

/// log(sum_k e^x_k): the largest is taken out first, so that no exponential exceeds 1.
double log_sum_exp(const Row& x) {
  double largest = x[0];
  for (Index k = 1; k < x.classes(); ++k) largest = std::max(largest, x[k]);
  double total = 0;
  for (Index k = 0; k < x.classes(); ++k) total += std::exp(x[k] - largest);
  return largest + std::log(total);
}

/// -sum_k q_k log p_k of one row, with log p_k = x_k - log_sum_exp(x).
double row_cost(const Row& x, Index target, double smoothing) {
  const double normaliser = log_sum_exp(x);
  const double share = smoothing / static_cast<double>(x.classes());
  double cost = 0;
  for (Index k = 0; k < x.classes(); ++k) {
    const double weight = k == target ? 1 - smoothing + share : share;
    if (weight != 0) cost += weight * (normaliser - x[k]);  // a weight of 0 times an infinite cost is 0
  }
  return cost;
}

}  // namespace

Tensor cross_entropy(const Tensor& logits, std::span<const Index> targets, const CrossEntropyOptions& options) {
  require_arguments(logits, targets, options);
  const auto scores = logits.read<2>();
  double total = 0;
  Index counted = 0;
  for (std::size_t row = 0; row < targets.size(); ++row) {
    if (targets[row] == options.ignored_index) continue;
    total += row_cost({scores, static_cast<Index>(row)}, targets[row], double{options.label_smoothing});
    ++counted;
  }
  require(counted > 0, "cross_entropy", "at least one row that is not ignored", targets.size(), " rows");

  Attributes attributes{.integers = {options.ignored_index.value_or(-1)}, .numbers = {options.label_smoothing}};
  attributes.integers.insert(attributes.integers.end(), targets.begin(), targets.end());
  return recorded("cross_entropy", {logits}, scalar(static_cast<float>(total / static_cast<double>(counted))),
                  std::move(attributes));
}

}  // namespace gu
