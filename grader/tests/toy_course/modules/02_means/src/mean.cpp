#include "gu/means.hpp"

namespace gu {

float mean(const std::vector<float>& numbers) {
  require(!numbers.empty(), "mean", "at least one number", "none");
  // The total (yours, module 01) over the count.
  todo("02.1", "1 line");
}

}  // namespace gu
