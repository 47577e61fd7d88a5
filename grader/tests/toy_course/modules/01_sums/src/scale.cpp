#include "gu/sums.hpp"

namespace gu {

float scale(float x, float factor) {
  // One line.
  todo("01.2", "1 line");
}

}  // namespace gu
