#include "gu/accidents.hpp"

namespace gu {

// NOLINTNEXTLINE(misc-no-recursion): that is the point
int deeper(int depth) {
  volatile char room[4096] = {};
  if (depth > 100'000'000) return room[0];
  return deeper(depth + 1) + room[1];
}

int overflow() {
  return deeper(0);
}

}  // namespace gu
