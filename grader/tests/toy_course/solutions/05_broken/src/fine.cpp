#include "gu/broken.hpp"

namespace gu {

int fine() {
  return 1;
}

}  // namespace gu
