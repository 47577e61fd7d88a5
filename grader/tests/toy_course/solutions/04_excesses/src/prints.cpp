#include "gu/excesses.hpp"

namespace gu {

int prints() {
  return 1;
}

}  // namespace gu
