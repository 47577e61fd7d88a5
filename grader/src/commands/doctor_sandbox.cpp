#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#include "commands/doctor.hpp"
#include "commands/doctor_probes.hpp"
#include "process.hpp"

namespace grader {
namespace {

/// Tried in a child: a process cannot leave the namespaces that it entered.
bool user_namespaces_work() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(::unshare(CLONE_NEWUSER | CLONE_NEWNET | CLONE_NEWPID) == 0 ? 0 : 1);
  if (child < 0) return false;
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

long landlock_abi() {
  return ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
}

bool seccomp_filters_work() {
  unsigned int action = SECCOMP_RET_ERRNO;
  return ::syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

DoctorItem item(const char* name, bool found, std::string detail, const char* follows, const char* install) {
  return {"sandbox",         name, false,   found ? ItemCondition::found : ItemCondition::missing,
          std::move(detail), "",   follows, install};
}

}  // namespace

std::vector<DoctorItem> probe_sandbox() {
  const long abi = landlock_abi();
  std::vector<DoctorItem> items;
  items.push_back(item("user namespaces", user_namespaces_work(), "",
                       "only for instructors: submissions are less apart from the machine when graded",
                       "sudo sysctl kernel.unprivileged_userns_clone=1 (Ubuntu 24.04: "
                       "kernel.apparmor_restrict_unprivileged_userns=0)"));
  items.push_back(item("Landlock", abi > 0, abi > 0 ? "ABI " + std::to_string(abi) : "",
                       "only for instructors: a kernel from 5.13 on with Landlock hides files from submissions", ""));
  items.push_back(item("seccomp", seccomp_filters_work(), "",
                       "only for instructors: system calls of submissions cannot be filtered", ""));
  const char* bubblewrap_follows = "only for instructors: the second choice when namespaces of our own do not work";
  DoctorItem bubblewrap =
      probe_program({"sandbox", "bubblewrap", false, {"bwrap", "--version"}, "", bubblewrap_follows, "bubblewrap"});
  ProcessSpec trial;
  trial.command = {"bwrap", "--ro-bind", "/", "/", "--unshare-all", "true"};
  if (bubblewrap.condition == ItemCondition::found && !run_process(trial).ok()) {
    bubblewrap.condition = ItemCondition::missing;
    bubblewrap.version += " is installed but not allowed to run";
    bubblewrap.install.clear();
  }
  items.push_back(bubblewrap);
  return items;
}

}  // namespace grader
