/// @file
/// The array jobs of one grading: submitted, asked for, cancelled.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "grading/executor.hpp"
#include "grading/slurm_claim.hpp"
#include "grading/slurm_words.hpp"
#include "process.hpp"

namespace grader {

/// What squeue said.
struct SlurmAnswer {
  bool understood = false;
  std::vector<QueuedTask> tasks;  ///< of our jobs, not ended
  std::string complaint;          ///< when not understood
};

class SlurmJobs {
 public:
  /// Writes INTO/slurm/<n>/items, jobs and task.sh. @throws EnvironmentError
  SlurmJobs(const WorkPlan& plan, const std::vector<WorkItem>& items);

  /// Tasks that one array may have here.
  std::size_t largest_array() const { return largest_array_; }

  /// One array job: item `offset + index` for each index.
  /// @return its id
  /// @throws EnvironmentError  with the words of sbatch
  std::string submit(std::size_t offset, const std::vector<std::size_t>& indices);
  SlurmAnswer ask() const;
  /// Cancels what was submitted and nothing else; says so.
  void cancel() noexcept;
  /// Nothing is left in Slurm.
  void all_ended() noexcept;

  /// Adds what a task said to the item's log.
  void keep_log(const std::string& job, std::size_t index, const std::filesystem::path& log) const;
  /// "17, 18".
  std::string ids() const;

 private:
  std::string cluster() const;

  const WorkPlan& plan_;
  std::filesystem::path folder_;
  std::string name_;  ///< of the jobs, for this run alone
  std::size_t largest_array_ = 1000;
  std::size_t arrays_ = 1;  ///< into which the items are divided
  std::optional<SlurmClaim> claim_;
  std::vector<SlurmJob> jobs_;
  bool submitting_ = false;
};

}  // namespace grader
