#include "gu/testing/finite_differences.hpp"

#include "gu/require.hpp"

namespace gu::testing {

Array64 finite_differences(const std::function<Array64(const Array64&)>& function, const Array64& at,
                           const Array64& weights, double step) {
  Array64 gradient(at.shape);
  if (blind()) return gradient;
  for (std::size_t i = 0; i < at.values.size(); ++i) {
    const auto loss = [&](double shift) {
      Array64 x = at;
      x.values[i] += shift;
      const Array64 y = function(x);
      require(y.shape == weights.shape, "finite_differences", "weights in the shape of the result", weights.shape,
              " for ", y.shape);
      double total = 0;
      for (std::size_t j = 0; j < y.values.size(); ++j) total += weights.values[j] * y.values[j];
      return total;
    };
    gradient.values[i] = (loss(step) - loss(-step)) / (2 * step);
  }
  return gradient;
}

}  // namespace gu::testing
