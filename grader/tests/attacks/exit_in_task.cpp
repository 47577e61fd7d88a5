// Tries: leaves with status 0 in the middle of a test.
// Ends as: early_exit
// Flags: process
#include <cstdlib>

static void attack_now() {
  std::exit(0);
}
