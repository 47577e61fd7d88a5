#include "gu/broken.hpp"

namespace gu {

int broken() {
  return undeclared + 1
}

}  // namespace gu
