/// @file
/// The processes of a sandbox. The outer one is what the grader started and waits for; the keeper is the first process of the pid
/// namespace, and when it ends the kernel ends all others; the inner one becomes the program.
#pragma once

#include <sys/types.h>

#include <csignal>
#include <functional>

#include "handle.hpp"
#include "plan.hpp"

namespace grader::sandbox {

/// Over this pipe the keeper tells how the inner program ended. Once it is there, the program cannot touch it.
struct StatusPipe {
  Handle read, write;
  StatusPipe();
};

/// Blocks the signals that are passed on, and remembers what they did before.
class PassedSignals {
 public:
  PassedSignals();
  /// For the inner program: mask and reactions as we got them.
  void restore() const;
  /// Waits a moment for a child's end or a signal, and passes the signal to `child`.
  void wait_and_pass(pid_t child) const;

 private:
  sigset_t passed_{};
  sigset_t old_mask_{};
};

/// We are killed when our parent ends, also after our ids have changed (which forgets an earlier wish).
void die_with(pid_t parent);

/// Likewise where the parent is in another pid namespace and has no id for us: it is alive as long as somebody reads the pipe.
/// Nobody inside can debug us.
void die_with_reader(int pipe);

/// Runs the inner program as a child of ours, reaps what else ends, and returns the program's wait status at its end; as if it had
/// been killed when nobody reads our status any more. (The signal of die_with_reader() may be lost: a parent that was root
/// and gave up its privileges may send us none.)
/// @param become  called in the child; does not return
int keep(const PassedSignals& signals, int status_pipe, const std::function<void()>& become);

/// Ends as the inner program ended: same status or same signal.
[[noreturn]] void end_as(int wait_status);

/// Writes the keeper's answer; reads it: false when there is none.
void tell_start(int pipe);
void tell_end(int pipe, int wait_status);
/// Waits for the keeper (or for bwrap around it) and ends as the inner program did.
[[noreturn]] void follow(const PassedSignals& signals, pid_t keeper, StatusPipe& status, std::string_view unborn);

}  // namespace grader::sandbox
