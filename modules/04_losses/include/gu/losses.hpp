/// @file
/// Contract of module 04: losses. A loss turns predictions and truths into one number, small when they agree.
///
/// Everywhere: the result has shape [] and is a mean over examples; logarithms are natural, so a loss that measures
/// information is in nats (divide by ln 2 for bits); sums run in float64; inputs may have any strides and no tensor as
/// large as an input is allocated for contiguous ones; shapes must be equal, nothing is broadcast; a wrong shape or
/// argument throws std::invalid_argument naming what was given. A NaN that counts comes out as NaN. Each loss is one
/// recorded operation, under its own name; module 05 gives it its backward.
#pragma once

#include <optional>
#include <span>

#include "gu/tensor_type.hpp"

namespace gu {

// 04.1 mse

/// Mean squared error: the mean of (prediction - target)^2 over all elements.
///
/// Recorded as "mse_loss" {prediction, target}.
/// @param prediction, target  one shape, any, with at least one element
/// @throws std::invalid_argument  the shapes differ (naming both), or there is no element
/// @note   O(elements)
/// @see    Goodfellow, Bengio, Courville 2016, "Deep Learning", section 5.1.4
Tensor mse_loss(const Tensor& prediction, const Tensor& target);

// 04.2 huber

/// Quadratic near zero, linear far away: the mean over all elements, with d = prediction - target, of
///   d^2 / 2                     where |d| <= delta
///   delta * (|d| - delta / 2)   elsewhere
///
/// Recorded as "huber_loss" {prediction, target} with numbers = {delta}.
/// @param prediction, target  one shape, any, with at least one element
/// @throws std::invalid_argument  the shapes differ (naming both), there is no element, or delta is not positive and
///                                finite
/// @note   O(elements)
/// @see    Huber 1964, "Robust Estimation of a Location Parameter" (his rho, with k for delta); Hastie, Tibshirani,
///         Friedman 2009, "The Elements of Statistical Learning", section 10.6 (twice this)
Tensor huber_loss(const Tensor& prediction, const Tensor& target, float delta = 1);

// 04.3 binary_cross_entropy

/// Mean over all elements of -(t log s + (1 - t) log(1 - s)) with s = sigmoid(logit), t = target; the sigmoid is folded
/// in, so that no finite logit overflows and none makes log(0).
///
/// Recorded as "binary_cross_entropy_with_logits" {logits, targets}.
/// @param logits   any shape with at least one element; any finite values
/// @param targets  the same shape; probabilities from 0 to 1
/// @throws std::invalid_argument  the shapes differ (naming both), there is no element, or a target is not in [0, 1]
///                                (naming it)
/// @note   O(elements)
/// @see    Goodfellow, Bengio, Courville 2016, section 6.2.2.2
Tensor binary_cross_entropy_with_logits(const Tensor& logits, const Tensor& targets);

// 04.4 cross_entropy

/// What cross_entropy() can be told besides.
struct CrossEntropyOptions {
  /// Part of the target's probability, from 0 to 1, that is spread evenly over all classes, the right one included.
  float label_smoothing = 0;
  /// Rows with this target are left out of the sum and of the count. Any integer, also one that is no class (-100).
  std::optional<Index> ignored_index = std::nullopt;
};

/// Mean cross-entropy of a batch, with the softmax folded in. With p = softmax(row) and e = label_smoothing, a row
/// costs
///   -sum_k q_k log p_k,  q_k = (1 - e) [k == target] + e / classes
/// and the result is the mean over the rows that are not ignored.
///
/// Recorded as "cross_entropy" {logits} with integers = {ignored_index, target of row 0, target of row 1, ...} and
/// numbers = {label_smoothing}. Without an ignored index the first integer is -1, which no target then equals.
/// @param logits   [batch, classes]  any finite value; -inf marks an impossible class: it has probability 0, and a row
///                                   that gives it weight (as target, or by smoothing) costs +inf. A row of
///                                   impossible classes only, and a row with +inf, costs NaN
/// @param targets  [batch]           class numbers, 0 <= target < classes, or the ignored index
/// @throws std::invalid_argument  logits are not [batch, classes] with at least one class, there is not one target for
///                                each row, a target is neither class nor ignored (naming it, its row and the number of
///                                classes), every row is ignored or there is none, label_smoothing is not in [0, 1]
/// @note   O(batch * classes) time: at most five walks along each row, through read<2>(), which counts them; no copy of
///         the logits
/// @see    Goodfellow, Bengio, Courville 2016, section 6.2.2.3; label smoothing: Szegedy et al. 2016, "Rethinking the
///         Inception Architecture for Computer Vision", section 7
Tensor cross_entropy(const Tensor& logits, std::span<const Index> targets, const CrossEntropyOptions& options = {});

// 04.5 kl_divergence

/// Kullback-Leibler divergence D(P || Q) = sum_k p_k (log p_k - log q_k), the mean over rows: what it costs, in nats an
/// example, to believe Q where P is the truth. Not symmetric; the truth comes first. (PyTorch's kl_div takes log q
/// first.)
///
/// Recorded as "kl_divergence" {log_p, log_q}.
/// @param log_p, log_q  [..., classes], one shape, at least one row and one class: logarithms of probabilities, as
///                      log_softmax gives them, each row summing to 1 (not checked). Where p_k = 0 (log_p = -inf) the
///                      term is 0 whatever q_k is; where only q_k = 0 the divergence is +inf
/// @throws std::invalid_argument  the shapes differ (naming both), there is no axis, or no element
/// @note   O(elements)
/// @see    Kullback and Leibler 1951, "On Information and Sufficiency"; Goodfellow, Bengio, Courville 2016, section
///         3.13
Tensor kl_divergence(const Tensor& log_p, const Tensor& log_q);

}  // namespace gu
