#include "control_group.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>

#include "handle.hpp"

namespace grader::sandbox {
namespace {

void write_to(const std::string& path, const std::string& text) {
  const Handle file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  if (!file.open() || write(file.get(), text.data(), text.size()) != static_cast<ssize_t>(text.size())) fail(path);
}

}  // namespace

void enter_control_group(const Plan& plan) {
  if (plan.control_group.empty()) return;
  const std::string group = plan.control_group + "/sandbox-" + std::to_string(getpid());
  if (mkdir(group.c_str(), 0755) != 0 && errno != EEXIST) fail(group);
  constexpr std::uint64_t own_processes = 3;  // those of the launcher, and bwrap's
  if (plan.memory > 0) write_to(group + "/memory.max", std::to_string(plan.memory));
  write_to(group + "/pids.max", std::to_string(plan.processes + own_processes));
  // Without swap accounting there is no such file, and no swap to limit.
  if (access((group + "/memory.swap.max").c_str(), W_OK) == 0) write_to(group + "/memory.swap.max", "0");
  write_to(group + "/cgroup.procs", "0");
}

}  // namespace grader::sandbox
