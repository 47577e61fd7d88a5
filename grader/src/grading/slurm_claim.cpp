#include "grading/slurm_claim.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <iostream>
#include <set>
#include <system_error>
#include <utility>

#include "errors.hpp"
#include "grading/slurm_command.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

/// A name that this grader gives: nothing else is handed to Slurm's commands.
bool is_job_name(const std::string& name) {
  return name.starts_with("grader-") &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
}

void cancel_lost(const fs::path& file) {
  const Descriptor descriptor(::open(file.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW));
  if (!descriptor.open() || ::flock(descriptor.get(), LOCK_EX | LOCK_NB) != 0) return;  // its grader lives
  std::ifstream stream(file);
  std::string name;
  std::string cluster;
  std::getline(stream, name);
  std::getline(stream, cluster);
  if (is_job_name(name)) {
    const auto jobs = jobs_named(name, cluster);
    if (!jobs) {
      std::cerr << fmt::format(
          "A grading before this one was killed, and squeue does not say whether its jobs still run. See to it: squeue "
          "--name={}\n",
          name);
      return;
    }
    if (!jobs->empty()) std::cerr << "A grading before this one was killed, and left jobs running. ";
    if (!cancel_jobs(*jobs, cluster)) return;
  }
  std::error_code ignored;
  fs::remove(file, ignored);
}

}  // namespace

SlurmClaim::SlurmClaim(const fs::path& folder, std::string job_name)
    : file_(folder / "jobs"),
      job_name_(std::move(job_name)),
      descriptor_(::open(file_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644)) {
  // Where the file system knows no locks, a later grading gets none either, and takes this one for alive.
  if (descriptor_.open()) ::flock(descriptor_.get(), LOCK_EX | LOCK_NB);
  write("");
}

void SlurmClaim::use_cluster(const std::string& cluster) {
  if (!cluster.empty()) write(cluster);
}

void SlurmClaim::write(const std::string& cluster) {
  const std::string text = job_name_ + "\n" + cluster + "\n";
  if (!descriptor_.open() ||
      ::pwrite(descriptor_.get(), text.data(), text.size(), 0) != static_cast<ssize_t>(text.size()))
    throw EnvironmentError(file_.string() + " cannot be written: " + std::strerror(errno) +
                           ". Is the disk full? (`df -h .`)");
}

void SlurmClaim::release() noexcept {
  std::error_code ignored;
  fs::remove(file_, ignored);
}

void cancel_lost_jobs(const fs::path& into) {
  std::set<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(into / "slurm", error), end; !error && entry != end; entry.increment(error))
    files.insert(entry->path() / "jobs");
  for (const fs::path& file : files) cancel_lost(file);
}

}  // namespace grader
