#include "gu/means.hpp"

namespace gu {

float spread(const std::vector<float>& numbers) {
  // One line.
  todo("02.3", "1 line");
}

}  // namespace gu
