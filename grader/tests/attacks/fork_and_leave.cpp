// Tries: forks; the parent leaves with status 0 at once while the child goes on with the tests.
// Ends as: early_exit|protocol|comparison|duplicate|exit_status
// Flags: process
#include <sys/prctl.h>
#include <unistd.h>

static void attack_now() {
  prctl(PR_SET_NAME, ATTACK_MARK);
  if (fork() > 0) _exit(0);
}
