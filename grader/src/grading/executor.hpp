/// @file
/// Where the workers of a grading run: on this machine, or on others that share a folder with it.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace grader {

/// One submission to be graded by `grader grade-one`.
struct WorkItem {
  std::filesystem::path submission;
  std::filesystem::path outcome;  ///< what a worker writes when it is done
  std::filesystem::path log;      ///< what it says meanwhile
};

struct WorkPlan {
  std::filesystem::path grader;  ///< the binary
  std::filesystem::path course;
  std::filesystem::path into;       ///< the grading's folder
  int workers = 1;                  ///< at once; 0: as many as the other machines give
  bool only_kept = false;           ///< a worker takes what was graded before under this plan, and compiles nothing
  std::vector<std::string> sbatch;  ///< slurm: further words for sbatch
  std::string image;                ///< kubernetes: of the workers' container; empty: to be filled in
  std::string claim;                ///< kubernetes: name of the PersistentVolumeClaim; empty: to be filled in
  std::filesystem::path volume;     ///< kubernetes: the folder at which that claim is mounted
};

/// How one item ended: `fault` is empty when its outcome was written.
using ItemEnded = std::function<void(const WorkItem& item, const std::string& fault)>;

class Executor {
 public:
  Executor() = default;
  virtual ~Executor() = default;
  Executor(const Executor&) = delete;
  Executor& operator=(const Executor&) = delete;

  /// Runs all items, each in a process of its own; one that fails stops none of the others. A worker that says that the machine or the
  /// course is at fault, or that dies, is started once more.
  /// @param ended  called for each item, in the order in which they end
  /// @throws EnvironmentError, Interrupted
  virtual void run(const WorkPlan& plan, const std::vector<WorkItem>& items, const ItemEnded& ended) = 0;

  /// True: a worker elsewhere costs more than a look whether its result is kept already.
  virtual bool is_elsewhere() const { return false; }
  /// False: run() only prepares what a person starts, so no item ends in it.
  virtual bool collects() const { return true; }
};

/// @param name  "local", "slurm", "kubernetes"
/// @throws UsageError  another
std::unique_ptr<Executor> make_executor(const std::string& name);

/// The command line of one worker.
std::vector<std::string> worker_command(const WorkPlan& plan, const std::filesystem::path& submission);

}  // namespace grader
