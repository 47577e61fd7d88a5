#include "gu/excesses.hpp"

namespace gu {

int allocates() {
  std::vector<std::unique_ptr<char[]>> hoard;
  for (int i = 0; i < 128; ++i) hoard.emplace_back(new char[std::size_t{64} << 20U]);
  return static_cast<int>(hoard.size());
}

}  // namespace gu
