#include "grading/slurm_command.hpp"

#include <fmt/format.h>

#include <chrono>
#include <iostream>
#include <sstream>

#include "grading/slurm_words.hpp"

namespace grader {

ProcessResult run_slurm(const std::vector<std::string>& command) {
  ProcessSpec spec;
  spec.command = command;
  spec.limits.wall = std::chrono::minutes(3);
  return run_process(spec);
}

std::string last_words(const ProcessResult& result) {
  std::string last = result.ending == Ending::wall_clock ? "nothing for three minutes" : "";
  std::istringstream lines(result.output);
  for (std::string line; std::getline(lines, line);) {
    if (line.find_first_not_of(" \t\r") != std::string::npos) last = line;
  }
  return last.empty() ? fmt::format("nothing, and ended with status {}", result.exit_status) : last;
}

std::vector<std::string> slurm_command(const char* program, const std::string& cluster) {
  std::vector<std::string> command{program};
  if (!cluster.empty()) command.push_back("--clusters=" + cluster);
  return command;
}

std::optional<std::set<std::string>> jobs_named(const std::string& name, const std::string& cluster) {
  std::vector<std::string> command = slurm_command("squeue", cluster);
  command.insert(command.end(), {"--noheader", "--name=" + name, "--format=%F"});
  const ProcessResult result = run_slurm(command);
  if (!result.ok()) return std::nullopt;
  std::set<std::string> ids;
  std::istringstream found(result.output);
  for (std::string line; std::getline(found, line);) {
    if (const auto job = read_job(line)) ids.insert(job->id);
  }
  return ids;
}

bool cancel_jobs(const std::set<std::string>& ids, const std::string& cluster) {
  if (ids.empty()) return true;
  std::vector<std::string> command = slurm_command("scancel", cluster);
  command.insert(command.end(), ids.begin(), ids.end());
  const bool done = run_slurm(command).ok();
  std::cerr << (done ? "Cancelled in Slurm:" : "Not cancelled, do it by hand: scancel")
            << fmt::format(" {}\n", fmt::join(ids, " "));
  return done;
}

}  // namespace grader
