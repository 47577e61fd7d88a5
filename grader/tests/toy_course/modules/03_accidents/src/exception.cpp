#include "gu/accidents.hpp"

namespace gu {

int exception() {
  throw std::runtime_error("the student threw this");
}

}  // namespace gu
