#include "process.hpp"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>

#include "errors.hpp"
#include "process_launch.hpp"

namespace grader {
namespace {

using Clock = std::chrono::steady_clock;

/// One run of a child: reads its pipes, keeps its limits, sees its end.
class Run {
 public:
  Run(const ProcessSpec& spec, const ProcessHooks& hooks) : spec_(spec), hooks_(hooks), started_(Clock::now()) {}

  ProcessResult operator()() {
    const std::string& name = spec_.command.front();
    const std::string program = name.find('/') == std::string::npos ? find_program(name).string() : name;
    if (program.empty() || access(program.c_str(), X_OK) != 0) {
      result_.ending = Ending::not_found;
      return std::move(result_);
    }
    child_ = launch(spec_, program, guard_);
    if (spec_.limits.whole.count() > 0) whole_until_ = Clock::now() + spec_.limits.whole;
    begin_step();
    while (!over()) step();
    if (interrupted_ != 0) throw Interrupted(interrupted_);
    trim_output(spec_.keep_output);
    result_.seconds = std::chrono::duration<double>(Clock::now() - started_).count();
    return std::move(result_);
  }

 private:
  /// What outlives the child may hold the pipes open for ever, so they are read for a moment only after its end.
  bool over() {
    if (!reaped_) reap();
    if (!reaped_) return false;
    return (!child_.output.open() && !child_.events.open()) || Clock::now() >= *drain_until_;
  }

  void step() {
    wait_and_read();
    if (SignalGuard::caught() != 0 && interrupted_ == 0) {
      interrupted_ = SignalGuard::caught();
      stop(interrupted_);
    }
    if (!kill_at_ && !reaped_ && Clock::now() >= next_look_ && overran()) stop(SIGKILL);
    if (!kill_at_ && ((deadline_ && Clock::now() >= *deadline_) || (whole_until_ && Clock::now() >= *whole_until_))) {
      result_.ending = Ending::wall_clock;
      stop(spec_.stop_signal);
    }
    if (kill_at_ && Clock::now() >= *kill_at_) kill_group(SIGKILL);
  }

  void wait_and_read() {
    std::array<pollfd, 3> polled{pollfd{child_.output.get(), POLLIN, 0}, pollfd{child_.events.get(), POLLIN, 0},
                                 pollfd{reaped_ ? -1 : child_.ended.get(), POLLIN, 0}};
    // Without a descriptor for the child's end we look for it every few milliseconds.
    auto until = Clock::now() + std::chrono::milliseconds(child_.ended.open() ? 1000 : 3);
    if (spec_.watch != nullptr && !reaped_ && next_look_ < until) until = next_look_;
    for (const auto& limit : {deadline_, whole_until_, kill_at_, drain_until_}) {
      if (limit && *limit < until) until = *limit;
    }
    const auto left = std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(until - Clock::now())).count();
    const timespec time{static_cast<time_t>(left / 1'000'000'000), static_cast<long>(left % 1'000'000'000)};
    if (ppoll(polled.data(), polled.size(), &time, &guard_.wait_mask()) < 0) return;  // a signal: the caller looks
    if (polled[0].revents != 0) read_output();
    if (polled[1].revents != 0) read_events();
  }

  /// Reads what is there. Empty: nothing now, or the end, which closes the descriptor.
  std::string_view read_some(Descriptor& from) {
    const ssize_t size = read(from.get(), buffer_.data(), buffer_.size());
    if (size > 0) return {buffer_.data(), static_cast<std::size_t>(size)};
    if (size == 0 || (errno != EAGAIN && errno != EINTR)) from.close();
    return {};
  }

  /// False when there is nothing to read now.
  bool read_output() {
    const std::string_view piece = read_some(child_.output);
    if (piece.empty()) return false;
    written_ += piece.size();
    if (spec_.limits.output > 0 && written_ > spec_.limits.output && !kill_at_) {
      result_.ending = Ending::output_limit;
      stop(SIGKILL);
    }
    result_.output.append(piece);
    if (result_.output.size() > 2 * spec_.keep_output) trim_output(spec_.keep_output);
    if (hooks_.output && hooks_.output(piece)) begin_step();
    return true;
  }

  /// What was printed before an event is read before it. More than a pipe can hold was printed after it.
  void drain_output() {
    constexpr std::size_t largest_pipe = std::size_t{1} << 20;  // /proc/sys/fs/pipe-max-size without privileges
    for (std::size_t left = largest_pipe / buffer_.size(); left > 0 && child_.output.open() && read_output(); --left) {
    }
  }

  void trim_output(std::size_t size) {
    if (result_.output.size() > size) result_.output.erase(0, result_.output.size() - size);
  }

  void read_events() {
    const std::string_view piece = read_some(child_.events);
    events_ += piece.size();
    if (spec_.limits.events > 0 && events_ > spec_.limits.events) {
      if (!kill_at_) {
        result_.ending = Ending::event_limit;
        stop(SIGKILL);
      }
      return;
    }
    line_.append(piece);
    drain_output();
    std::size_t begin = 0;
    for (std::size_t end = line_.find('\n'); end != std::string::npos; end = line_.find('\n', begin)) {
      const std::string_view line(line_.data() + begin, end - begin);
      if (hooks_.event_line && hooks_.event_line(line)) begin_step();
      begin = end + 1;
    }
    line_.erase(0, begin);
    constexpr std::size_t longest_line = std::size_t{4} << 20;
    if (line_.size() > longest_line) line_.clear();
  }

  /// Its clock and its output are counted from here.
  void begin_step() {
    written_ = 0;
    if (spec_.limits.wall.count() > 0) deadline_ = Clock::now() + spec_.limits.wall;
  }

  /// What is left of a program may say that all is well, and what is told of the end would blame the system.
  bool overran() {
    next_look_ = Clock::now() + std::chrono::milliseconds(100);
    if (spec_.watch == nullptr) return false;
    result_.overrun = spec_.watch->overrun();
    if (result_.overrun.empty()) return false;
    result_.ending = Ending::memory_limit;
    return true;
  }

  void stop(int signal) {
    kill_at_ = Clock::now() + (signal == SIGKILL ? std::chrono::milliseconds(0) : spec_.grace);
    kill_group(signal);
  }

  /// Only before the child is reaped: until then its id, and so its group's, can belong to nobody else.
  void kill_group(int signal) const {
    if (!reaped_) kill(spec_.own_group ? -child_.id : child_.id, signal);
  }

  void reap() {
    siginfo_t info{};
    if (waitid(P_PID, static_cast<id_t>(child_.id), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0)
      return;
    if (spec_.own_group) kill_group(SIGKILL);
    waitid(P_PID, static_cast<id_t>(child_.id), &info, WEXITED);
    reaped_ = true;
    kill_at_.reset();
    deadline_.reset();
    whole_until_.reset();
    drain_until_ = Clock::now() + std::chrono::milliseconds(200);
    if (result_.ending != Ending::exited || overran()) return;
    if (info.si_code == CLD_EXITED) {
      result_.exit_status = info.si_status;
    } else {
      result_.ending = Ending::signalled;
      result_.signal = info.si_status;
    }
  }

  const ProcessSpec& spec_;
  const ProcessHooks& hooks_;
  SignalGuard guard_;
  Clock::time_point started_;
  std::optional<Clock::time_point> deadline_;     ///< of the wall clock
  std::optional<Clock::time_point> whole_until_;  ///< of the whole run
  std::optional<Clock::time_point> kill_at_;      ///< set when it was told to stop: SIGKILL follows
  std::optional<Clock::time_point> drain_until_;  ///< set when it has ended
  Clock::time_point next_look_;                   ///< of the watch
  Launched child_;
  bool reaped_ = false;
  int interrupted_ = 0;
  std::array<char, 65536> buffer_{};
  std::string line_;
  std::uint64_t written_ = 0;
  std::uint64_t events_ = 0;
  ProcessResult result_;
};

}  // namespace

ProcessResult run_process(const ProcessSpec& spec, const ProcessHooks& hooks) {
  return Run(spec, hooks)();
}

std::filesystem::path find_program(std::string_view name) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path;
  while (true) {
    const std::size_t end = rest.find(':');
    const std::filesystem::path folder(rest.substr(0, end));
    const std::filesystem::path candidate = (folder.empty() ? std::filesystem::path(".") : folder) / name;
    std::error_code error;
    if (access(candidate.c_str(), X_OK) == 0 && std::filesystem::is_regular_file(candidate, error)) return candidate;
    if (end == std::string_view::npos) return {};
    rest.remove_prefix(end + 1);
  }
}

std::string signal_in_words(int signal) {
  switch (signal) {
    case SIGSEGV:
      return "segmentation fault (SIGSEGV): memory that is not ours was touched";
    case SIGBUS:
      return "bus error (SIGBUS): memory that is not there was touched";
    case SIGFPE:
      return "arithmetic fault (SIGFPE): an integer was divided by zero";
    case SIGILL:
      return "illegal instruction (SIGILL)";
    case SIGABRT:
      return "abort (SIGABRT): the program gave up by itself";
    case SIGTRAP:
      return "trap (SIGTRAP)";
    case SIGKILL:
      return "killed (SIGKILL): by the system when memory ran out, or by a person";
    case SIGTERM:
      return "terminated (SIGTERM)";
    case SIGINT:
      return "interrupted (SIGINT)";
    case SIGPIPE:
      return "broken pipe (SIGPIPE)";
    case SIGXFSZ:
      return "file too large (SIGXFSZ)";
    case SIGXCPU:
      return "processor time used up (SIGXCPU)";
    default:
      return "signal " + std::to_string(signal);
  }
}

}  // namespace grader
