/// @file
/// What Slurm's commands say and are told, in our terms. Read tolerantly: warnings and headings between the lines do no harm.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

struct SlurmJob {
  std::string id;       ///< "4711"
  std::string cluster;  ///< empty: the one that answers without being named
};

/// What `sbatch --parsable` printed: "4711" or "4711;cluster" on a line of its own, whatever stands before.
std::optional<SlurmJob> read_job(std::string_view output);

/// One task of an array job that Slurm still knows.
struct QueuedTask {
  std::string job;
  std::size_t index = 0;
  std::string state;   ///< "PENDING", "RUNNING", ...
  std::string reason;  ///< why it does not run: "Resources", "JobHeldUser", ...
  bool waits() const { return state == "PENDING"; }
};

/// The format that read_queue() understands.
inline constexpr const char* queue_format = "%F|%K|%T|%r";

/// Tasks that run or will run; those that have ended are left out, though squeue may list them for some minutes. A line of several
/// tasks ("4711|3-5,8%2|PENDING|Priority") counts as each of them.
std::vector<QueuedTask> read_queue(std::string_view output);

/// "0-3,7" for 0 1 2 3 7, as --array takes it.
std::string index_ranges(const std::vector<std::size_t>& sorted);

/// A word for sh that means exactly `text`.
std::string shell_word(std::string_view text);

}  // namespace grader
