/// @file
/// Slurm's own commands, run with patience.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "process.hpp"

namespace grader {

/// Waits up to three minutes: a busy controller answers late, and one that is down lets its commands try for long.
ProcessResult run_slurm(const std::vector<std::string>& command);

/// The last line of the command's output that says something.
std::string last_words(const ProcessResult& result);

/// "squeue", or "squeue --clusters=name" where a cluster is named.
std::vector<std::string> slurm_command(const char* program, const std::string& cluster);

/// The jobs of this name that Slurm still knows. Nothing: squeue did not answer.
std::optional<std::set<std::string>> jobs_named(const std::string& name, const std::string& cluster);

/// Cancels these jobs and no other, and says on standard error whether Slurm did. @return  whether it did
bool cancel_jobs(const std::set<std::string>& ids, const std::string& cluster);

}  // namespace grader
