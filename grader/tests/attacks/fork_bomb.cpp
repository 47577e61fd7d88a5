// Tries: starts 300 processes that do nothing but stay.
// Ends as: comparison|early_exit|timeout
// Flags: process
#include <sys/prctl.h>
#include <unistd.h>

static void attack_now() {
  static bool done = false;
  if (done) return;
  done = true;
  prctl(PR_SET_NAME, ATTACK_MARK);
  for (int i = 0; i < 300; ++i) {
    if (fork() == 0) {
      setsid();
      sleep(600);
      _exit(0);
    }
  }
}
