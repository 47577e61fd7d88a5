#include "gu/numbers.hpp"

namespace gu {

float energy(const std::vector<float>& numbers) {
  float sum = 0;
  for (const float number : numbers) sum += number * number;
  return sum;
}

}  // namespace gu
