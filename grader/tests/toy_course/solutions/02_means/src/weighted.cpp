#include "gu/means.hpp"
#include "gu/sums.hpp"

namespace gu {

float weighted(float a, float b, float weight) {
  return add(scale(a, weight), scale(b, 1 - weight));
}

}  // namespace gu
