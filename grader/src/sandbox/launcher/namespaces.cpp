#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <cerrno>

#include "confine.hpp"
#include "handle.hpp"
#include "inner.hpp"
#include "supervise.hpp"
#include "tiers.hpp"
#include "tree.hpp"
#include "user_namespace.hpp"

namespace grader::sandbox {
namespace {

constexpr int all_but_user = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;

void enter_tree(const Plan& plan) {
  sethostname("sandbox", 7);
  enter_own_tree(plan);
}

/// Root makes namespaces and mounts while it is root: they then belong to root's user namespace, where the program has no say, and
/// folders that only root may enter can be mounted. Then it becomes nobody, because the kernel's limit of processes
/// does not count for root; the user namespace comes last and makes that count the sandbox's own.
void enter_namespaces(const Plan& plan) {
  // In the tree to come there is no /proc.
  const Handle process(open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!process.open()) fail("/proc");
  if (geteuid() == 0) {
    if (unshare(all_but_user) != 0) fail("no namespaces can be made");
    enter_tree(plan);
    become_unprivileged(plan);
    if (!enter_user_namespace(process, 0)) fail("no user namespace can be made");
  } else {
    if (!enter_user_namespace(process, all_but_user)) fail("no user namespace can be made");
    enter_tree(plan);
  }
}

}  // namespace

void run_in_namespaces(const Plan& plan) {
  const pid_t grader = getppid();
  const PassedSignals signals;
  enter_namespaces(plan);
  die_with(grader);
  StatusPipe status;
  const pid_t keeper = fork();
  if (keeper < 0) fail("no process can be started in the new namespaces");
  if (keeper > 0) follow(signals, keeper, status, "");
  status.read.close();
  setsid();
  drop_privileges();
  die_with_reader(status.write.get());
  tell_start(status.write.get());
  const int ended = keep(signals, status.write.get(), [&plan] { become_inner(plan, "/tmp"); });
  tell_end(status.write.get(), ended);
  _exit(0);
}

}  // namespace grader::sandbox
