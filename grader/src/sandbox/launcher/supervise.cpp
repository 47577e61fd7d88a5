#include "supervise.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdint>

namespace grader::sandbox {
namespace {

constexpr std::array<int, 8> passed_on{SIGTERM, SIGINT, SIGHUP, SIGQUIT, SIGABRT, SIGUSR1, SIGUSR2, SIGALRM};
constexpr std::int32_t started = -1;  // no wait status

void write_word(int pipe, std::int32_t word) {
  while (write(pipe, &word, sizeof word) < 0 && errno == EINTR) {
  }
}

bool read_word(int pipe, std::int32_t& word) {
  ssize_t size = 0;
  do size = read(pipe, &word, sizeof word);
  while (size < 0 && errno == EINTR);
  return size == sizeof word;
}

bool is_read(int pipe) {
  pollfd reader{pipe, 0, 0};
  return poll(&reader, 1, 0) == 0;
}

}  // namespace

StatusPipe::StatusPipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) fail("no pipe can be made");
  read = Handle(ends[0]);
  write = Handle(ends[1]);
}

PassedSignals::PassedSignals() {
  sigemptyset(&passed_);
  for (const int number : passed_on) sigaddset(&passed_, number);
  sigaddset(&passed_, SIGCHLD);
  sigprocmask(SIG_BLOCK, &passed_, &old_mask_);
  // Ignored, it would never be waited for.
  signal(SIGCHLD, SIG_DFL);
}

void PassedSignals::restore() const {
  sigprocmask(SIG_SETMASK, &old_mask_, nullptr);
}

void PassedSignals::wait_and_pass(pid_t child) const {
  constexpr timespec moment{0, 200'000'000};
  const int number = sigtimedwait(&passed_, nullptr, &moment);
  if (number > 0 && number != SIGCHLD) kill(child, number);
}

void die_with(pid_t parent) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != parent) _exit(125);
}

void die_with_reader(int pipe) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_DUMPABLE, 0);
  if (!is_read(pipe)) _exit(125);
}

int keep(const PassedSignals& signals, int status_pipe, const std::function<void()>& become) {
  const pid_t inner = fork();
  if (inner < 0) fail("no process can be started");
  if (inner == 0) {
    signals.restore();
    become();
    _exit(125);
  }
  while (true) {
    int status = 0;
    for (pid_t ended = 0; (ended = waitpid(-1, &status, WNOHANG)) > 0;) {
      // Without our filter a program can make us its debugger: that is not its end, but it will be.
      if (WIFSTOPPED(status)) {
        kill(ended, SIGKILL);
      } else if (ended == inner) {
        return status;
      }
    }
    if (!is_read(status_pipe)) return SIGKILL;
    signals.wait_and_pass(inner);
  }
}

void end_as(int wait_status) {
  if (WIFEXITED(wait_status)) _exit(WEXITSTATUS(wait_status));
  const int number = WTERMSIG(wait_status);
  const rlimit no_core{0, 0};
  setrlimit(RLIMIT_CORE, &no_core);
  signal(number, SIG_DFL);
  sigset_t only;
  sigemptyset(&only);
  sigaddset(&only, number);
  kill(getpid(), number);
  sigprocmask(SIG_UNBLOCK, &only, nullptr);
  _exit(125);
}

void tell_start(int pipe) {
  write_word(pipe, started);
}
void tell_end(int pipe, int wait_status) {
  write_word(pipe, wait_status);
}

void follow(const PassedSignals& signals, pid_t keeper, StatusPipe& status, std::string_view unborn) {
  status.write.close();
  int ended = 0;
  while (waitpid(keeper, &ended, WNOHANG) != keeper) signals.wait_and_pass(keeper);
  std::int32_t word = 0;
  if (!read_word(status.read.get(), word)) {
    // It has said so itself, in words that name the cause.
    if (unborn.empty()) end_as(ended);
    refuse(unborn);
  }
  // No end told: the keeper was killed, and so was the program.
  if (!read_word(status.read.get(), word)) word = SIGKILL;
  end_as(word);
}

}  // namespace grader::sandbox
