#include "gu/activations.hpp"

namespace gu {

Tensor log_softmax(const Tensor& x, Index axis) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  const Index row_axis = normalize_axis(axis, x.rank());
  const Shape folded = fold_around(x.shape(), row_axis);
  const Tensor rows = reshape(x, folded);
  Tensor result = zeros(folded);
  const auto in = rows.read<3>();
  const auto out = result.write<3>();
  const Index length = folded[1];
  for (Index before = 0; before < folded[0]; ++before) {
    for (Index after = 0; after < folded[2]; ++after) {
      float largest = -infinity;
      for (Index i = 0; i < length; ++i) largest = std::max(largest, in(before, i, after));
      const float shift = largest == -infinity ? 0 : largest;
      double total = 0;
      for (Index i = 0; i < length; ++i) total += double{std::exp(in(before, i, after) - shift)};
      // log 0 = -inf would turn a row of nothing but -inf into -inf - -inf.
      const auto log_total = total == 0 ? 0 : static_cast<float>(std::log(total));
      // In this order: the maximum is taken off first and never added back, where it would round log_total away.
      for (Index i = 0; i < length; ++i) out(before, i, after) = in(before, i, after) - shift - log_total;
    }
  }
  return recorded("log_softmax", {x}, reshape(result, x.shape()), {.integers = {row_axis}});
}

}  // namespace gu
