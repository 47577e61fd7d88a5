#include "gu/accidents.hpp"

namespace gu {

int segfault() {
  volatile int* nowhere = nullptr;
  return *nowhere;
}

}  // namespace gu
