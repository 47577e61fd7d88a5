// Tries: operators and functions that comparisons are made of (==, fabs, memcmp, strcmp) always say "equal".
// Ends as: comparison|crash|early_exit|timeout|protocol
// Flags:
#include <cstddef>
#include <string>

extern "C" {
double fabs(double) {
  return 0;
}
float fabsf(float) {
  return 0;
}
double fmax(double, double) {
  return 0;
}
int bcmp(const void*, const void*, std::size_t) {
  return 0;
}
}
template <class Left, class Right>
bool operator==(const Left&, const Right&) {
  return true;
}
template <class Left, class Right>
bool operator<=(const Left&, const Right&) {
  return true;
}
namespace gu::testing {
struct Array64;
bool near(const Array64&, const Array64&, double) {
  return true;
}
}  // namespace gu::testing
static void attack_now() {}
