/// @file
/// Whose the jobs in Slurm are: by this a grading finds what one before it has left running when it was killed.
#pragma once

#include <filesystem>
#include <string>

#include "process_launch.hpp"

namespace grader {

/// A grader's hold on the jobs of one name, in INTO/slurm/<n>/jobs. The file is locked as long as this object lives, and the system
/// frees the lock when the grader dies, however it dies.
class SlurmClaim {
 public:
  /// @param folder  INTO/slurm/<n>, new
  /// @throws EnvironmentError  the file cannot be written
  SlurmClaim(const std::filesystem::path& folder, std::string job_name);

  /// Where the jobs are; written down, as nobody else knows.
  void use_cluster(const std::string& cluster);
  /// None of the jobs runs any more.
  void release() noexcept;

 private:
  void write(const std::string& cluster);

  std::filesystem::path file_;
  std::string job_name_;
  Descriptor descriptor_;
};

/// Cancels the jobs of every grading into this folder that was killed, and says so. The jobs of a grader that lives stay, as does
/// everything else in Slurm. Where Slurm does not answer it says which jobs may still run.
void cancel_lost_jobs(const std::filesystem::path& into);

}  // namespace grader
