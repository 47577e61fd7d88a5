/// @file
/// One child process with limits: its output, its events, its end. Every process the grader starts goes through here.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace grader {

/// The user pressed Ctrl-C (or sent SIGTERM or SIGHUP) while a child ran. The child and its group are gone when this is
/// thrown.
class Interrupted : public std::runtime_error {
 public:
  explicit Interrupted(int number) : std::runtime_error("interrupted"), signal(number) {}
  int signal;
};

struct ProcessLimits {
  std::chrono::milliseconds wall{0};   ///< 0: none. A hook that returns true starts it anew.
  std::chrono::milliseconds whole{0};  ///< 0: none. Of the whole run, whatever the hooks return.
  std::uint64_t address_space = 0;     ///< bytes of RLIMIT_AS; 0: none
  std::uint64_t file_size = 1U << 30;  ///< bytes of RLIMIT_FSIZE; 0: none
  std::uint64_t output = 0;  ///< bytes of output after which the child is killed; 0: none. Counted anew likewise.
  std::uint64_t events = 0;  ///< bytes of events after which the child is killed; 0: none
};

/// Watches all processes of a run together, from outside: a control group.
class ProcessWatch {
 public:
  ProcessWatch() = default;
  virtual ~ProcessWatch() = default;
  ProcessWatch(const ProcessWatch&) = delete;
  ProcessWatch& operator=(const ProcessWatch&) = delete;
  /// Why they must be stopped, in words: "all processes together took more than 512 MiB of memory". Empty: all is well.
  virtual std::string overrun() const = 0;
  /// What the machine did to them, through no fault of theirs. Empty: nothing.
  virtual std::string fault() const = 0;
};

struct ProcessSpec {
  std::vector<std::string> command;  ///< command[0] is searched on the PATH unless it holds a slash
  std::filesystem::path folder;      ///< where it runs; empty: here
  std::vector<std::pair<std::string, std::string>> environment;  ///< set on top of ours
  std::vector<std::string> without_prefixes;                     ///< variables that begin so are not passed on
  bool own_group = true;        ///< false: shares our process group, and so the terminal (an editor, a pager, gdb)
  bool inherit_output = false;  ///< true: writes to our terminal; nothing is captured
  /// Not empty: a pipe is opened for events, and its descriptor's number is appended to this and passed as an argument.
  std::string event_option;
  ProcessLimits limits;
  int stop_signal = 9;                              ///< what it gets first; SIGKILL follows after `grace`
  std::chrono::milliseconds grace{2000};            ///< between stop_signal and SIGKILL
  std::size_t keep_output = std::size_t{16} << 20;  ///< at most so many last bytes of output are kept in the result
  std::shared_ptr<const ProcessWatch> watch;        ///< asked now and then, and at the end; null: nobody
};

struct ProcessHooks {
  /// A complete line from the event pipe, without its newline; what was printed before it has been handed on. True: the
  /// wall clock starts anew, and so does the count of the output.
  std::function<bool(std::string_view)> event_line;
  /// A piece of standard output or standard error, which come through one pipe in order. True: likewise.
  std::function<bool(std::string_view)> output;
};

enum class Ending { exited, signalled, wall_clock, output_limit, event_limit, memory_limit, not_found };

struct ProcessResult {
  Ending ending = Ending::exited;
  int exit_status = 0;  ///< when exited
  int signal = 0;       ///< when signalled
  std::string overrun;  ///< when the memory limit of the watch ended it: in the watch's words
  std::string output;   ///< standard output and standard error, the last `keep_output` bytes
  double seconds = 0;

  bool ok() const { return ending == Ending::exited && exit_status == 0; }
};

/// Runs it to its end; whatever is left of its process group is killed then, by the group's id.
/// @throws Interrupted       on Ctrl-C, after the child is gone
/// @throws EnvironmentError  no process, pipe or memory to be had
ProcessResult run_process(const ProcessSpec& spec, const ProcessHooks& hooks = {});

/// Full path of a program on the PATH, or empty. Starts nothing.
std::filesystem::path find_program(std::string_view name);

/// "arithmetic fault (SIGFPE): an integer was divided by zero", "signal 42".
std::string signal_in_words(int signal);

}  // namespace grader
