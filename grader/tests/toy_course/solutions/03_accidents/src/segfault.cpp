#include "gu/accidents.hpp"

namespace gu {

int segfault() {
  return 1;
}

}  // namespace gu
