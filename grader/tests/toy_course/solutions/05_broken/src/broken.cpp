#include "gu/broken.hpp"

namespace gu {

int broken() {
  return 1;
}

}  // namespace gu
