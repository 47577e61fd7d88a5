// Tries: a constructor that runs before main leaves with status 0, so that no test can fail.
// Ends as: early_exit
// Flags: constructor, process
#include <unistd.h>

__attribute__((constructor)) static void leave() {
  _exit(0);
}
static void attack_now() {}
