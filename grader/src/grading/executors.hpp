/// @file
/// The kinds of executor.
#pragma once

#include <chrono>

#include "grading/executor.hpp"

namespace grader {

/// How often an item is begun whose worker ends without an outcome.
inline constexpr int most_tries = 2;

/// A pool of processes on this machine.
class LocalExecutor : public Executor {
 public:
  void run(const WorkPlan& plan, const std::vector<WorkItem>& items, const ItemEnded& ended) override;
};

/// How often Slurm is looked at. Its controller serves a whole cluster, so it is asked less often than the folder.
struct SlurmPace {
  std::chrono::milliseconds look{1000};       ///< between looks at the outcomes
  std::chrono::milliseconds ask{5000};        ///< between questions to squeue
  std::chrono::milliseconds patience{60000};  ///< without any task running, before the reason is told
};

/// An array job of Slurm on a folder that all nodes share at the same path. Needs sbatch, squeue and scancel, no accounting. Writes
/// INTO/slurm/<n>/: items, jobs, task.sh. An item whose task has left the queue without an outcome is submitted once more. Whatever ends
/// run() early cancels exactly the jobs that it submitted; what a killed one left running is cancelled by the next.
class SlurmExecutor : public Executor {
 public:
  explicit SlurmExecutor(SlurmPace pace = {}) : pace_(pace) {}
  void run(const WorkPlan& plan, const std::vector<WorkItem>& items, const ItemEnded& ended) override;
  bool is_elsewhere() const override { return true; }

 private:
  SlurmPace pace_;
};

/// Writes INTO/kubernetes/job.json, the manifest of an Indexed Job, and says what to do with it. The results that its pods leave in
/// INTO/results are found by content when the same class is graded with `local` afterwards.
class KubernetesExecutor : public Executor {
 public:
  void run(const WorkPlan& plan, const std::vector<WorkItem>& items, const ItemEnded& ended) override;
  bool collects() const override { return false; }
};

}  // namespace grader
