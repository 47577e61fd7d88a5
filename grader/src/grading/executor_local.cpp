#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <deque>
#include <fstream>
#include <list>
#include <system_error>

#include "errors.hpp"
#include "grading/executors.hpp"
#include "process_launch.hpp"

namespace grader {
namespace {

using Clock = std::chrono::steady_clock;

/// Every step of a worker has a limit of its own; this one is for a fault of ours.
constexpr std::chrono::minutes longest_work{60};
constexpr std::size_t longest_log = std::size_t{4} << 20;

struct Try {
  const WorkItem* item = nullptr;
  int number = 1;
};

struct Running {
  Try which;
  Launched child;
  std::ofstream log;
  std::size_t logged = 0;
  Clock::time_point until;
};

class LocalPool {
 public:
  LocalPool(const WorkPlan& plan, const ItemEnded& ended) : plan_(plan), ended_(ended) {}

  void operator()(const std::vector<WorkItem>& items) {
    for (const WorkItem& item : items) waiting_.push_back({&item, 1});
    try {
      while (!waiting_.empty() || !running_.empty()) {
        while (!waiting_.empty() && running_.size() < static_cast<std::size_t>(std::max(1, plan_.workers))) start();
        wait();
        if (SignalGuard::caught() != 0) throw Interrupted(SignalGuard::caught());
      }
    } catch (...) {
      for (const Running& each : running_) end(each);
      throw;
    }
  }

 private:
  void start() {
    const Try next = waiting_.front();
    waiting_.pop_front();
    ProcessSpec spec;
    spec.command = worker_command(plan_, next.item->submission);
    spec.folder = plan_.course;
    spec.stop_signal = SIGKILL;
    spec.limits.file_size = 0;
    Running& started = running_.emplace_back();
    started.which = next;
    started.log.open(next.item->log, next.number == 1 ? std::ios::trunc : std::ios::app);
    started.until = Clock::now() + longest_work;
    started.child = launch(spec, plan_.grader.string(), guard_);
  }

  void wait() {
    std::vector<pollfd> polled;
    for (const Running& each : running_) {
      polled.push_back({each.child.output.get(), POLLIN, 0});
      polled.push_back({each.child.ended.get(), POLLIN, 0});
    }
    const timespec moment{0, 200'000'000};
    if (ppoll(polled.data(), polled.size(), &moment, &guard_.wait_mask()) < 0 && errno != EINTR)
      throw EnvironmentError("the workers cannot be watched");
    for (auto each = running_.begin(); each != running_.end();) {
      drain(*each);
      if (Clock::now() >= each->until) end(*each);
      each = reap(*each) ? running_.erase(each) : std::next(each);
    }
  }

  static void drain(Running& each) {
    std::array<char, 16384> piece{};
    for (ssize_t size = 0; (size = read(each.child.output.get(), piece.data(), piece.size())) > 0;) {
      if (each.logged < longest_log) each.log.write(piece.data(), size);
      each.logged += static_cast<std::size_t>(size);
    }
  }

  static void end(const Running& each) { kill(-each.child.id, SIGKILL); }

  bool reap(Running& each) {
    siginfo_t info{};
    if (waitid(P_PID, static_cast<id_t>(each.child.id), &info, WEXITED | WNOHANG | WNOWAIT) != 0 || info.si_pid == 0)
      return false;
    end(each);  // whatever it left behind in its group, while the id is still its own
    waitid(P_PID, static_cast<id_t>(each.child.id), &info, WEXITED);
    drain(each);
    each.log.close();
    // Of a worker that only looked into the cache, in vain.
    std::error_code none;
    if (std::filesystem::file_size(each.which.item->log, none) == 0)
      std::filesystem::remove(each.which.item->log, none);
    const bool well = info.si_code == CLD_EXITED && info.si_status == 0;
    if (!well && each.which.number < most_tries) {
      waiting_.push_back({each.which.item, each.which.number + 1});
    } else {
      const std::string how = info.si_code == CLD_EXITED ? fmt::format("ended with status {}", info.si_status)
                                                         : "was stopped: " + signal_in_words(info.si_status);
      ended_(*each.which.item, well ? "" : "the worker " + how + "; see " + each.which.item->log.string());
    }
    return true;
  }

  const WorkPlan& plan_;
  const ItemEnded& ended_;
  SignalGuard guard_;
  std::deque<Try> waiting_;
  std::list<Running> running_;
};

}  // namespace

void LocalExecutor::run(const WorkPlan& plan, const std::vector<WorkItem>& items, const ItemEnded& ended) {
  LocalPool(plan, ended)(items);
}

}  // namespace grader
