#include "gu/activations.hpp"

namespace gu {

Tensor softmax(const Tensor& x, Index axis, float temperature) {
  constexpr float infinity = std::numeric_limits<float>::infinity();
  const Index row_axis = normalize_axis(axis, x.rank());
  require(temperature > 0 && std::isfinite(temperature), "softmax", "a finite temperature above 0", temperature);
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
      // A row of nothing but -inf stays as it is, for -inf - -inf is NaN; its exponentials are all 0.
      const float shift = largest == -infinity ? 0 : largest;
      double total = 0;
      for (Index i = 0; i < length; ++i) {
        const float exponential = std::exp((in(before, i, after) - shift) / temperature);
        out(before, i, after) = exponential;
        total += double{exponential};
      }
      // The largest entry alone gives 1, so a total of 0 is a row of nothing but -inf. NaN is not 0.
      const float scale = total == 0 ? 0 : static_cast<float>(1 / total);
      for (Index i = 0; i < length; ++i) out(before, i, after) *= scale;
    }
  }
  return recorded("softmax", {x}, reshape(result, x.shape()), {.integers = {row_axis}, .numbers = {temperature}});
}

}  // namespace gu
