#include "gu/sums.hpp"

namespace gu {

float total(const std::vector<float>& numbers) {
  // One line.
  todo("01.3", "1 line");
}

}  // namespace gu
