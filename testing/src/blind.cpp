#include "gu/testing/array64.hpp"

// The one file of the kit that is compiled twice.
namespace gu::testing {

#ifdef GU_BLIND
namespace {
bool is_blind = true;
}
bool blind() {
  return is_blind;
}
void set_blind(bool blind) {
  is_blind = blind;
}
#else
bool blind() {
  return false;
}
void set_blind(bool /*blind*/) {}
#endif

}  // namespace gu::testing
