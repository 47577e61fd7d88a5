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

namespace grader::sandbox {
namespace {

constexpr int all_but_user = CLONE_NEWNS | CLONE_NEWPID | CLONE_NEWNET | CLONE_NEWIPC | CLONE_NEWUTS | CLONE_NEWCGROUP;

void write_map(int process, const char* name, const std::string& text) {
  const Handle file(openat(process, name, O_WRONLY | O_CLOEXEC));
  if (!file.open() || write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) {
    fail(std::string("user namespace, ") + name);
  }
}

/// Inside we keep the id that we have, and there is no other.
/// @param process  /proc/self, opened before: a tree of our own has no /proc
void enter_user_namespace(const Handle& process, int more) {
  const std::string user = std::to_string(geteuid());
  const std::string group = std::to_string(getegid());
  if (unshare(CLONE_NEWUSER | more) != 0) fail("no user namespace can be made");
  write_map(process.get(), "setgroups", "deny");
  write_map(process.get(), "uid_map", user + " " + user + " 1");
  write_map(process.get(), "gid_map", group + " " + group + " 1");
}

void enter_tree(const Plan& plan) {
  sethostname("sandbox", 7);
  enter_own_tree(plan);
}

/// Root makes namespaces and mounts while it is root: they then belong to root's user namespace, where the program has no say, and
/// folders that only root may enter can be mounted. Then it becomes nobody, because the kernel's limit of processes
/// does not count for root; the user namespace comes last and makes that count the sandbox's own.
void enter_namespaces(const Plan& plan) {
  const Handle process(open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!process.open()) fail("/proc");
  if (geteuid() == 0) {
    if (unshare(all_but_user) != 0) fail("no namespaces can be made");
    enter_tree(plan);
    become_unprivileged(plan);
    enter_user_namespace(process, 0);
  } else {
    enter_user_namespace(process, all_but_user);
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
  // The keeper sees its end when we are gone before it could ask to be killed with us.
  StatusPipe alive;
  const pid_t keeper = fork();
  if (keeper < 0) fail("no process can be started in the new namespaces");
  if (keeper > 0) follow(signals, keeper, status, "");
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  alive.write.close();
  fcntl(alive.read.get(), F_SETFL, O_NONBLOCK);
  char nothing = 0;
  if (read(alive.read.get(), &nothing, 1) == 0) _exit(125);
  prctl(PR_SET_DUMPABLE, 0);
  setsid();
  drop_privileges();
  tell_start(status.write.get());
  const int ended = keep(signals, [&plan] { become_inner(plan, "/tmp"); });
  tell_end(status.write.get(), ended);
  _exit(0);
}

}  // namespace grader::sandbox
