#include <cstdio>
#include "gu/excesses.hpp"

namespace gu {

int prints() {
  const std::string kilobyte(1024, 'x');
  for (int i = 0; i < 1024 * 1024; ++i) std::puts(kilobyte.c_str());
  return 0;
}

}  // namespace gu
