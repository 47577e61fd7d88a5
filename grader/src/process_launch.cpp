#include "process_launch.hpp"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <string_view>
#include <vector>

#include "errors.hpp"

namespace grader {
namespace {

constexpr std::array<int, 3> noted_signals{SIGINT, SIGTERM, SIGHUP};
volatile std::sig_atomic_t caught_signal = 0;
void remember_signal(int number) {
  caught_signal = number;
}

[[noreturn]] void fail(const std::string& what) {
  throw EnvironmentError(what + ": " + std::strerror(errno) +
                         ". Close other programs or raise the limits (`ulimit -a`), then try again.");
}

struct Pipe {
  Descriptor read;
  Descriptor write;
  Pipe() {
    std::array<int, 2> ends{};
    if (pipe2(ends.data(), O_CLOEXEC) != 0) fail("no pipe to a child process can be made");
    read = Descriptor(ends[0]);
    write = Descriptor(ends[1]);
    fcntl(read.get(), F_SETFL, O_NONBLOCK);
  }
};

std::vector<std::string> child_environment(const ProcessSpec& spec) {
  std::vector<std::string> result;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    bool pass = true;
    for (const std::string& prefix : spec.without_prefixes) pass = pass && text.rfind(prefix, 0) != 0;
    if (!spec.folder.empty()) pass = pass && text.rfind("PWD=", 0) != 0;
    for (const auto& [name, value] : spec.environment) {
      pass = pass && !(text.size() > name.size() && text[name.size()] == '=' && text.rfind(name, 0) == 0);
    }
    if (pass) result.emplace_back(text);
  }
  for (const auto& [name, value] : spec.environment) result.push_back(name + "=" + value);
  // CMake trusts it, and where it led through a link every path in its files would.
  if (!spec.folder.empty()) result.push_back("PWD=" + spec.folder.string());
  return result;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  result.reserve(texts.size() + 1);
  for (std::string& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

void limit(decltype(RLIMIT_AS) resource, std::uint64_t value) {
  rlimit old{};
  if (getrlimit(resource, &old) != 0) return;
  const rlim_t wanted = old.rlim_max == RLIM_INFINITY ? value : std::min<rlim_t>(value, old.rlim_max);
  const rlimit changed{wanted, wanted};
  setrlimit(resource, &changed);
}

/// All that the child needs, laid out beforehand: it makes system calls only, for it runs in our memory until it becomes another program.
struct Plan {
  const char* program;
  char* const* arguments;
  char* const* environment;
  const char* folder;
  int output;
  int events;
  pid_t parent;
};

[[noreturn]] void become_child(const ProcessSpec& spec, const Plan& plan, const sigset_t& mask) {
  if (spec.own_group) setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, spec.stop_signal);
  if (getppid() != plan.parent) _exit(126);  // the grader died before the line above
  for (const int number : noted_signals) {
    struct sigaction old {};
    sigaction(number, nullptr, &old);
    if (old.sa_handler == remember_signal) signal(number, SIG_DFL);
  }
  sigprocmask(SIG_SETMASK, &mask, nullptr);
  if (plan.output >= 0) {
    const int nothing = open("/dev/null", O_RDONLY);
    if (nothing >= 0) dup2(nothing, STDIN_FILENO);
    dup2(plan.output, STDOUT_FILENO);
    dup2(plan.output, STDERR_FILENO);
  }
  if (plan.events >= 0) fcntl(plan.events, F_SETFD, 0);
  limit(RLIMIT_CORE, 0);
  if (spec.limits.address_space > 0) limit(RLIMIT_AS, spec.limits.address_space);
  if (spec.limits.file_size > 0) limit(RLIMIT_FSIZE, spec.limits.file_size);
  if (*plan.folder != 0 && chdir(plan.folder) != 0) _exit(126);
  execve(plan.program, plan.arguments, plan.environment);
  _exit(127);
}

/// A copy of our page tables, which fork() makes and exec throws away, is what takes the time: of a sanitized grader 20 ms.
pid_t start_child(const ProcessSpec& spec, const Plan& plan, const sigset_t& mask) {
  const pid_t id = vfork();  // NOLINT(clang-analyzer-security.insecureAPI.vfork)
  // POSIX promises exec alone; on Linux system calls are safe too, and become_child() makes no other.
  if (id == 0) become_child(spec, plan, mask);  // NOLINT(clang-analyzer-unix.Vfork)
  return id;
}

}  // namespace

int Descriptor::release() {
  const int number = number_;
  number_ = -1;
  return number;
}

void Descriptor::close() {
  if (number_ >= 0) ::close(number_);
  number_ = -1;
}

SignalGuard::SignalGuard() {
  caught_signal = 0;
  sigset_t held;
  sigemptyset(&held);
  for (const int number : noted_signals) sigaddset(&held, number);
  sigprocmask(SIG_BLOCK, &held, &old_mask_);
  wait_mask_ = old_mask_;
  for (std::size_t i = 0; i < noted_signals.size(); ++i) {
    sigaction(noted_signals[i], nullptr, &old_actions_[i]);
    // A signal that our parent told us to ignore (nohup) stays ignored, for us and for the child.
    if (old_actions_[i].sa_handler == SIG_IGN) continue;
    struct sigaction action {};
    action.sa_handler = remember_signal;
    sigaction(noted_signals[i], &action, nullptr);
    sigdelset(&wait_mask_, noted_signals[i]);
  }
}

SignalGuard::~SignalGuard() {
  for (std::size_t i = 0; i < noted_signals.size(); ++i) sigaction(noted_signals[i], &old_actions_[i], nullptr);
  sigprocmask(SIG_SETMASK, &old_mask_, nullptr);
}

int SignalGuard::caught() {
  return caught_signal;
}

Launched launch(const ProcessSpec& spec, const std::string& program, const SignalGuard& guard) {
  Pipe output;
  Pipe events;
  std::vector<std::string> command = spec.command;
  if (!spec.event_option.empty()) command.push_back(spec.event_option + std::to_string(events.write.get()));
  std::vector<std::string> environment = child_environment(spec);
  const std::vector<char*> arguments = pointers(command);
  const std::vector<char*> variables = pointers(environment);
  const std::string folder = spec.folder.string();
  const Plan plan{program.c_str(),
                  arguments.data(),
                  variables.data(),
                  folder.c_str(),
                  spec.inherit_output ? -1 : output.write.get(),
                  spec.event_option.empty() ? -1 : events.write.get(),
                  getpid()};
  Launched result;
  result.id = start_child(spec, plan, guard.old_mask());
  if (result.id < 0) fail("no process can be started");
  if (spec.own_group) setpgid(result.id, result.id);  // in both, so that whoever comes first has done it
  if (!spec.inherit_output) result.output = std::move(output.read);
  if (!spec.event_option.empty()) result.events = std::move(events.read);
#ifdef SYS_pidfd_open
  result.ended = Descriptor(static_cast<int>(syscall(SYS_pidfd_open, result.id, 0)));
#endif
  return result;
}

}  // namespace grader
