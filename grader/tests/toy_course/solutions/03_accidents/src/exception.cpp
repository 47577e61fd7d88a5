#include "gu/accidents.hpp"

namespace gu {

int exception() {
  return 1;
}

}  // namespace gu
