#include <linux/capability.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

#include "confine.hpp"

namespace grader::sandbox {
namespace {

/// Never above what we have ourselves.
void limit(decltype(RLIMIT_AS) resource, std::uint64_t value, const char* name, std::uint64_t until_killed = 0) {
  rlimit old{};
  if (getrlimit(resource, &old) != 0) fail(name);
  const rlimit changed{std::min<rlim_t>(value, old.rlim_max), std::min<rlim_t>(value + until_killed, old.rlim_max)};
  if (setrlimit(resource, &changed) != 0) fail(name);
}

}  // namespace

void drop_privileges() {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) fail("privileges cannot be given up");
  prctl(PR_CAP_AMBIENT, PR_CAP_AMBIENT_CLEAR_ALL, 0, 0, 0);
  for (unsigned long capability = 0; prctl(PR_CAPBSET_DROP, capability, 0, 0, 0) == 0;) ++capability;
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  const std::array<__user_cap_data_struct, 2> none{};
  if (syscall(SYS_capset, &header, none.data()) != 0) fail("capabilities cannot be given up");
}

void set_limits(const Plan& plan, std::uint64_t others) {
  constexpr std::uint64_t student_stack = std::uint64_t{8} << 20;  // what a student's shell has
  limit(RLIMIT_CORE, 0, "limit of core files");
  limit(RLIMIT_STACK, student_stack, "limit of the stack");
  limit(RLIMIT_MEMLOCK, 0, "limit of locked memory");
  limit(RLIMIT_MSGQUEUE, 0, "limit of message queues");
  limit(RLIMIT_NICE, 0, "limit of priority");
  limit(RLIMIT_RTPRIO, 0, "limit of real-time priority");
  limit(RLIMIT_NOFILE, plan.open_files, "limit of open files");
  limit(RLIMIT_FSIZE, plan.file_size, "limit of file size");
  limit(RLIMIT_CPU, plan.cpu_seconds, "limit of processor time", 2);  // SIGXCPU, then SIGKILL
  limit(RLIMIT_NPROC, plan.processes + others, "limit of processes");
  if (plan.memory > 0) limit(RLIMIT_AS, plan.memory, "limit of memory");
}

}  // namespace grader::sandbox
