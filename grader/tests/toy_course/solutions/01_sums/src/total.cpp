#include "gu/sums.hpp"

namespace gu {

float total(const std::vector<float>& numbers) {
  float sum = 0;
  for (const float number : numbers) sum = add(sum, number);
  return sum;
}

}  // namespace gu
