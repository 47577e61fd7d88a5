#include "gu/broken.hpp"

namespace gu {

int also_fine() {
  return 1;
}

}  // namespace gu
