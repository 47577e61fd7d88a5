#include "gu/means.hpp"

namespace gu {

float spread(const std::vector<float>& numbers) {
  if (numbers.empty()) return 0;
  const auto [smallest, largest] = std::minmax_element(numbers.begin(), numbers.end());
  return *largest - *smallest;
}

}  // namespace gu
