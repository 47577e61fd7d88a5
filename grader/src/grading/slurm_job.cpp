#include "grading/slurm_job.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <iostream>
#include <set>
#include <sstream>
#include <system_error>

#include "errors.hpp"
#include "grading/slurm_command.hpp"
#include "grading/work_list.hpp"
#include "safe_file.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

/// Slurm replaces %A, %a and more in names of files; "%%" is a plain one.
std::string plain_name(const fs::path& path) {
  std::string name;
  for (const char c : path.string()) name += c == '%' ? std::string("%%") : std::string(1, c);
  return name;
}

/// MaxArraySize is one more than the largest index. Without an answer Slurm's own default is taken.
std::size_t find_largest_array() {
  constexpr std::size_t by_default = 1000;
  std::istringstream lines(run_slurm({"scontrol", "show", "config"}).output);
  for (std::string word; lines >> word;) {
    std::string equals;
    std::size_t value = 0;
    if (word == "MaxArraySize" && lines >> equals >> value && value > 1) return std::min(value, by_default);
  }
  return by_default;
}

}  // namespace

SlurmJobs::SlurmJobs(const WorkPlan& plan, const std::vector<WorkItem>& items)
    : plan_(plan), largest_array_(find_largest_array()) {
  arrays_ = std::max<std::size_t>(1, (items.size() + largest_array_ - 1) / largest_array_);
  int number = 1;
  while (!make_new_folder(plan.into, fmt::format("slurm/{}", number))) ++number;
  folder_ = plan.into / "slurm" / std::to_string(number);
  name_ =
      fmt::format("grader-{}-{}-{:x}", number, getpid(), std::chrono::system_clock::now().time_since_epoch().count());

  claim_.emplace(folder_, name_);
  write_file_atomically(folder_, "items", work_list_text(items));
  std::string script = "#!/bin/sh\nexec";
  for (const std::string& word : listed_worker_command(plan, folder_ / "items")) script += " " + shell_word(word);
  script += " \"$(($1 + SLURM_ARRAY_TASK_ID))\"\n";
  write_file_atomically(folder_, "task.sh", script);
}

std::string SlurmJobs::cluster() const {
  return jobs_.empty() ? "" : jobs_.back().cluster;
}

std::string SlurmJobs::submit(std::size_t offset, const std::vector<std::size_t>& indices) {
  std::string array = "--array=" + index_ranges(indices);
  if (plan_.workers > 0)
    array += fmt::format("%{}", std::max<std::size_t>(1, static_cast<std::size_t>(plan_.workers) / arrays_));
  // What comes later wins: the instructor's words over our wishes, what we rely on over both.
  std::vector<std::string> command{"sbatch", "--time=60"};
  command.insert(command.end(), plan_.sbatch.begin(), plan_.sbatch.end());
  for (const std::string& word :
       {std::string("--parsable"), array, "--job-name=" + name_, "--output=" + plain_name(folder_) + "/%A_%a.txt",
        "--chdir=" + plan_.course.string(), (folder_ / "task.sh").string(), std::to_string(offset)})
    command.push_back(word);
  submitting_ = true;
  const ProcessResult result = run_slurm(command);
  const std::optional<SlurmJob> job = result.ok() ? read_job(result.output) : std::nullopt;
  if (!job) {
    throw EnvironmentError("sbatch took no job. It says: " + last_words(result) +
                           "\nFurther words for it, as your cluster wants them: --sbatch=--partition=NAME "
                           "--sbatch=--mem=4G. What is graded is kept.");
  }
  submitting_ = false;
  jobs_.push_back(*job);
  claim_->use_cluster(job->cluster);
  std::cerr << fmt::format("Slurm job {}: {} {}, in {}\n", job->id, indices.size(),
                           indices.size() == 1 ? "submission" : "submissions", folder_.string());
  return job->id;
}

SlurmAnswer SlurmJobs::ask() const {
  std::vector<std::string> command = slurm_command("squeue", cluster());
  std::string list;
  for (const SlurmJob& job : jobs_) list += (list.empty() ? "" : ",") + job.id;
  command.insert(command.end(), {"--noheader", "--array"});
  command.push_back("--jobs=" + list);
  command.push_back(fmt::format("--format={}", queue_format));
  const ProcessResult result = run_slurm(command);
  SlurmAnswer answer;
  // A job that ended some minutes ago is forgotten; asked for it alone, squeue calls that an error.
  answer.understood = result.ok() || result.output.find("Invalid job id") != std::string::npos;
  if (!answer.understood) {
    answer.complaint = last_words(result);
    return answer;
  }
  for (QueuedTask& task : read_queue(result.output)) {
    const auto ours = [&task](const SlurmJob& job) { return job.id == task.job; };
    if (std::any_of(jobs_.begin(), jobs_.end(), ours)) answer.tasks.push_back(std::move(task));
  }
  return answer;
}

void SlurmJobs::cancel() noexcept {
  try {
    std::set<std::string> all;
    for (const SlurmJob& job : jobs_) all.insert(job.id);
    bool known = true;
    if (submitting_) {  // sbatch was stopped, perhaps after Slurm had taken the job: its name finds it
      const auto found = jobs_named(name_, cluster());
      known = found.has_value();
      if (found) all.insert(found->begin(), found->end());
    }
    if (cancel_jobs(all, cluster()) && known) claim_->release();
  } catch (const std::exception& error) {
    std::cerr << "The jobs " << ids() << " may still run: " << error.what() << ". Cancel them by `scancel`.\n";
  }
}

void SlurmJobs::all_ended() noexcept {
  claim_->release();
}

void SlurmJobs::keep_log(const std::string& job, std::size_t index, const fs::path& log) const {
  const fs::path said = folder_ / fmt::format("{}_{}.txt", job, index);
  std::ifstream from(said, std::ios::binary);
  if (!from) return;
  bool kept = true;
  if (from.peek() != std::ifstream::traits_type::eof()) {
    std::ofstream to(log, std::ios::binary | std::ios::app);
    to << from.rdbuf();
    to.close();
    kept = static_cast<bool>(to);
  }
  std::error_code ignored;
  if (kept) fs::remove(said, ignored);
}

std::string SlurmJobs::ids() const {
  std::string text;
  for (const SlurmJob& job : jobs_) text += (text.empty() ? "" : ", ") + job.id;
  return text;
}

}  // namespace grader
