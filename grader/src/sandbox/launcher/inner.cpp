#include "inner.hpp"

#include <grp.h>
#include <linux/close_range.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "confine.hpp"

namespace grader::sandbox {
namespace {

void close_from(unsigned first, unsigned last) {
  if (first > last) return;
  if (syscall(SYS_close_range, first, last, 0) == 0) return;
  for (long number = first; number < std::min<long>(last, sysconf(_SC_OPEN_MAX)); ++number)
    close(static_cast<int>(number));
}

}  // namespace

void close_descriptors(int also) {
  if (also < 3) return close_from(3, ~0U);
  close_from(3, static_cast<unsigned>(also) - 1);
  close_from(static_cast<unsigned>(also) + 1, ~0U);
}

void hand_over(const Mount& mount, const Plan& plan) {
  if (!mount.writable || geteuid() != 0) return;
  if (lchown(mount.source.c_str(), plan.user, plan.group) != 0) fail("'" + mount.source + "' cannot be handed over");
}

void become_unprivileged(const Plan& plan) {
  if (geteuid() != 0) return;
  if (plan.user == 0 || plan.group == 0) refuse("root has nobody to become");
  if (setgroups(0, nullptr) != 0 || setresgid(plan.group, plan.group, plan.group) != 0 ||
      setresuid(plan.user, plan.user, plan.user) != 0) {
    fail("root cannot become another user");
  }
  // Otherwise /proc/self belongs to root, and the map of the user namespace could not be written.
  prctl(PR_SET_DUMPABLE, 1);
}

void become_inner(const Plan& plan, const std::string& temporary, std::uint64_t others) {
  const int events = plan.event_descriptor();
  if (chdir(plan.folder.c_str()) != 0) fail("folder '" + plan.folder + "'");
  clearenv();
  for (const std::string& variable : plan.environment) {
    const std::size_t equals = variable.find('=');
    setenv(variable.substr(0, equals).c_str(), variable.substr(equals + 1).c_str(), 1);
  }
  if (!plan.own_tree()) setenv("TMPDIR", temporary.c_str(), 0);
  std::vector<char*> arguments;
  arguments.reserve(plan.command.size() + 1);
  for (const std::string& argument : plan.command) arguments.push_back(const_cast<char*>(argument.c_str()));
  arguments.push_back(nullptr);
  drop_privileges();
  if (plan.tier != "none") {
    confine_files(plan, temporary);
    filter_system_calls(plan.own_tree());
  }
  close_descriptors(events);
  set_limits(plan, others);
  execvp(arguments.front(), arguments.data());
  fail("'" + plan.command.front() + "' cannot be started");
}

}  // namespace grader::sandbox
