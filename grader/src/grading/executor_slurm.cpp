#include <fmt/format.h>
#include <poll.h>

#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "errors.hpp"
#include "grading/executors.hpp"
#include "grading/slurm_claim.hpp"
#include "grading/slurm_job.hpp"
#include "process.hpp"
#include "process_launch.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

/// A task that left the queue may have an outcome that this machine does not see yet: so many answers in a row must lack it.
constexpr int most_misses = 2;
constexpr std::chrono::minutes longest_silence{30};

struct ArrayTask {
  const WorkItem* item = nullptr;
  std::size_t index = 0;  ///< in its array
  std::string job;
  int tries = 0;
  int misses = 0;
  bool done = false;
};

class SlurmRun {
 public:
  SlurmRun(const WorkPlan& plan, const std::vector<WorkItem>& items, const ItemEnded& ended, const SlurmPace& pace)
      : job_(plan, items), ended_(ended), pace_(pace), patience_(pace.patience) {
    for (const WorkItem& item : items) {
      tasks_.push_back({&item, tasks_.size() % job_.largest_array(), "", 0, 0, false});
      std::error_code ignored;
      fs::remove(item.log, ignored);  // of an earlier grading
    }
    left_ = items.size();
  }

  void operator()() {
    try {
      std::vector<std::size_t> all(tasks_.size());
      for (std::size_t i = 0; i < all.size(); ++i) all[i] = i;
      submit(all);
      Clock::time_point asked = Clock::now();
      while (left_ > 0) {
        pause();
        collect();
        if (left_ == 0 || Clock::now() - asked < pace_.ask) continue;
        ask();
        asked = Clock::now();
      }
      job_.all_ended();
    } catch (...) {
      job_.cancel();
      throw;
    }
  }

 private:
  /// Those of one array share a list of indices; the others go into arrays of their own.
  void submit(const std::vector<std::size_t>& which) {
    std::map<std::size_t, std::vector<std::size_t>> arrays;  // offset -> numbers
    for (const std::size_t number : which) arrays[number - tasks_[number].index].push_back(number);
    for (const auto& [offset, numbers] : arrays) {
      std::vector<std::size_t> indices;
      for (const std::size_t number : numbers) indices.push_back(tasks_[number].index);
      const std::string id = job_.submit(offset, indices);
      for (const std::size_t number : numbers) {
        ArrayTask& task = tasks_[number];
        task.job = id;
        task.misses = 0;
        ++task.tries;
      }
    }
    something_moved();
  }

  /// Ctrl-C arrives in here, or in a question to Slurm.
  void pause() const {
    const auto nanoseconds = std::chrono::nanoseconds(pace_.look).count();
    const timespec time{static_cast<time_t>(nanoseconds / 1'000'000'000),
                        static_cast<long>(nanoseconds % 1'000'000'000)};
    ppoll(nullptr, 0, &time, &guard_.wait_mask());
    if (SignalGuard::caught() != 0) throw Interrupted(SignalGuard::caught());
  }

  /// The folder is listed, because a network file system remembers for long that a single file was not there.
  void collect() {
    std::set<fs::path> there;
    std::set<fs::path> looked_into;
    for (const ArrayTask& task : tasks_) {
      const fs::path folder = task.item->outcome.parent_path();
      if (task.done || !looked_into.insert(folder).second) continue;
      std::error_code error;
      for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        there.insert(entry->path());
    }
    for (ArrayTask& task : tasks_) {
      if (!task.done && there.contains(task.item->outcome)) finish(task, "");
    }
  }

  void finish(ArrayTask& task, const std::string& fault) {
    job_.keep_log(task.job, task.index, task.item->log);
    task.done = true;
    --left_;
    something_moved();
    ended_(*task.item, fault);
  }

  void ask() {
    const SlurmAnswer answer = job_.ask();
    if (!answer.understood) {
      if (!silent_since_) {
        silent_since_ = Clock::now();
        std::cerr << "squeue does not answer; waiting for it. It says: " << answer.complaint << "\n";
      }
      if (Clock::now() - *silent_since_ > longest_silence)
        throw EnvironmentError("squeue has not answered for half an hour: " + answer.complaint +
                               ". What is graded is kept; the same command goes on.");
      return;
    }
    silent_since_.reset();
    std::set<std::pair<std::string, std::size_t>> alive;
    std::set<std::string> reasons;
    for (const QueuedTask& queued : answer.tasks) {
      alive.insert({queued.job, queued.index});
      if (queued.waits()) {
        reasons.insert(queued.reason.empty() ? "(no reason)" : queued.reason);
      } else {
        something_moved();
      }
    }
    look_for_lost(alive);
    if (!reasons.empty() && Clock::now() - moved_ > patience_) tell(reasons);
  }

  void look_for_lost(const std::set<std::pair<std::string, std::size_t>>& alive) {
    std::vector<std::size_t> again;
    for (std::size_t number = 0; number < tasks_.size(); ++number) {
      ArrayTask& task = tasks_[number];
      if (task.done) continue;
      if (alive.contains({task.job, task.index})) {
        task.misses = 0;
      } else if (++task.misses >= most_misses) {
        if (task.tries < most_tries) {
          job_.keep_log(task.job, task.index, task.item->log);
          again.push_back(number);
        } else {
          finish(task, fmt::format("task {}_{} ended without a result, like the one before it; see {}", task.job,
                                   task.index, task.item->log.string()));
        }
      }
    }
    if (again.empty()) return;
    std::cerr << fmt::format("{} {} ended without a result and {} submitted once more\n", again.size(),
                             again.size() == 1 ? "task" : "tasks", again.size() == 1 ? "is" : "are");
    submit(again);
  }

  void something_moved() {
    moved_ = Clock::now();
    patience_ = pace_.patience;
  }

  void tell(const std::set<std::string>& reasons) {
    std::string text;
    for (const std::string& reason : reasons) text += (text.empty() ? "" : ", ") + reason;
    std::cerr << fmt::format("No task runs; {} wait. Slurm's reason: {} (job {}). Ctrl-C cancels.\n", left_, text,
                             job_.ids());
    patience_ *= 2;  // said again, ever more seldom
  }

  SignalGuard guard_;
  SlurmJobs job_;
  const ItemEnded& ended_;
  const SlurmPace pace_;
  std::vector<ArrayTask> tasks_;
  std::size_t left_ = 0;
  Clock::time_point moved_ = Clock::now();  ///< when a task was last seen to run or end
  std::chrono::milliseconds patience_;
  std::optional<Clock::time_point> silent_since_;
};

}  // namespace

void SlurmExecutor::run(const WorkPlan& plan, const std::vector<WorkItem>& items, const ItemEnded& ended) {
  for (const char* program : {"sbatch", "squeue", "scancel"}) {
    if (find_program(program).empty())
      throw EnvironmentError(
          std::string(program) +
          " is not on the PATH, so nothing can be submitted to Slurm. Run this on a machine from which "
          "jobs are submitted (a login node), or grade here with --executor local.");
  }
  cancel_lost_jobs(plan.into);
  if (!items.empty()) SlurmRun(plan, items, ended, pace_)();
}

}  // namespace grader
