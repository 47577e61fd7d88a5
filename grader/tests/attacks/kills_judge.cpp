// Tries: kills its parent, its group and everybody else, and debugs its parent (only where it is in a process namespace).
// Ends as: comparison|crash|early_exit
// Flags: process
#include <sys/ptrace.h>
#include <unistd.h>

#include <csignal>

static void attack_now() {
  if (getpid() >= 100) return;  // the machine's own processes: hands off
  ptrace(PTRACE_ATTACH, getppid(), nullptr, nullptr);
  kill(getppid(), SIGKILL);
  kill(getppid(), SIGSTOP);
  kill(1, SIGKILL);
  kill(-1, SIGKILL);
}
