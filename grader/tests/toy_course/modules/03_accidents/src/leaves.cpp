#include <cstdlib>
#include "gu/accidents.hpp"

namespace gu {

int leaves() {
  std::exit(0);
}

}  // namespace gu
