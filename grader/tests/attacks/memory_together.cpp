// Tries: starts twelve processes that take 220 MiB each, as much as one may not, and waits until all have theirs.
// Ends as: memory|comparison|timeout
// Flags: process
#include <sys/mman.h>
#include <sys/prctl.h>
#include <unistd.h>

static void attack_now() {
  constexpr int processes = 12;
  constexpr std::size_t share = std::size_t{220} << 20U;
  static bool done = false;
  if (done) return;
  done = true;
  int ready[2];
  if (pipe(ready) != 0) return;
  prctl(PR_SET_NAME, ATTACK_MARK);
  for (int each = 0; each < processes; ++each) {
    if (fork() != 0) continue;
    alarm(20);
    void* got = mmap(nullptr, share, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (got != MAP_FAILED && write(ready[1], "r", 1) == 1) sleep(600);
    _exit(0);
  }
  char byte = 0;
  for (int each = 0; each < processes && read(ready[0], &byte, 1) == 1; ++each) continue;
  std::printf("ALL HAVE THEIRS\n");
}
