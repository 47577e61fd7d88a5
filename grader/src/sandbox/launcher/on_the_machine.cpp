#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <fstream>

#include "inner.hpp"
#include "private_folder.hpp"
#include "supervise.hpp"
#include "tiers.hpp"
#include "user_namespace.hpp"

namespace grader::sandbox {
namespace {

/// What outlives the program becomes our child, because we are its reaper: ended one generation after the other.
void end_descendants() {
  constexpr int most_rounds = 10000;
  const std::string list = "/proc/self/task/" + std::to_string(getpid()) + "/children";
  for (int round = 0; round < most_rounds; ++round) {
    std::ifstream children(list);
    for (pid_t child = 0; children >> child;) kill(child, SIGKILL);
    if (waitpid(-1, nullptr, 0) < 0 && errno == ECHILD) return;
  }
}

}  // namespace

void run_on_the_machine(const Plan& plan) {
  const pid_t grader = getppid();
  const PassedSignals signals;
  die_with(grader);
  for (const Mount& mount : plan.mounts) hand_over(mount, plan);
  StatusPipe status;
  const pid_t keeper = fork();
  if (keeper < 0) fail("no process can be started");
  if (keeper > 0) follow(signals, keeper, status, "");
  // In a session of its own the keeper survives when the grader ends the outer process and its group, and then ends the rest.
  status.read.close();
  setsid();
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  prctl(PR_SET_DUMPABLE, 0);
  const PrivateFolder temporary(plan);
  tell_start(status.write.get());
  const pid_t self = getpid();
  const int ended = keep(signals, status.write.get(), [&] {
    become_unprivileged(plan);
    die_with(self);
    const std::uint64_t others = count_processes_apart();
    become_inner(plan, temporary.path(), others);
  });
  end_descendants();
  temporary.remove();
  tell_end(status.write.get(), ended);
  _exit(0);
}

}  // namespace grader::sandbox
