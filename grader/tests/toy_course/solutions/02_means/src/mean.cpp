#include "gu/means.hpp"
#include "gu/sums.hpp"

namespace gu {

float mean(const std::vector<float>& numbers) {
  require(!numbers.empty(), "mean", "at least one number", "none");
  return scale(total(numbers), 1 / static_cast<float>(numbers.size()));
}

}  // namespace gu
