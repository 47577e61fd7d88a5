#include "gu/excesses.hpp"

namespace gu {

int allocates() {
  return 1;
}

}  // namespace gu
