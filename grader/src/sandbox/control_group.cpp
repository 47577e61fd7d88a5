#include "sandbox/control_group.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstring>
#include <fstream>
#include <random>
#include <set>
#include <string_view>
#include <system_error>
#include <thread>
#include <utility>

#include "errors.hpp"
#include "folder_hold.hpp"
#include "sandbox/control_group_files.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view name_begins = "sandbox-";

[[noreturn]] void fail(const fs::path& path) {
  throw EnvironmentError("The control group " + path.string() + " cannot be made: " + std::strerror(errno) +
                         ". `grader doctor` says whether groups work here.");
}

/// The number after a word at a line's beginning, as in "oom_kill 3".
std::uint64_t counter(const fs::path& file, std::string_view name) {
  std::ifstream words(file);
  std::string word;
  for (std::uint64_t value = 0; words >> word >> value;) {
    if (word == name) return value;
  }
  return 0;
}

std::uint64_t number(const fs::path& file) {
  std::ifstream words(file);
  std::uint64_t value = 0;
  words >> value;
  return value;
}

std::string new_name() {
  std::random_device random;
  return fmt::format("{}{}-{:08x}", name_begins, getpid(), random());
}

}  // namespace

ControlGroup::ControlGroup(ControlGroupPlace place, std::uint64_t memory, std::uint64_t processes)
    : place_(std::move(place)), limit_(memory) {
  constexpr int most_names = 10;  // one that is looked through for left groups at this very moment is given up
  for (int attempt = 0; !make(new_name()); ++attempt) {
    if (attempt == most_names) fail(memory_);
  }
  const bool second = place_.version == 2;
  const std::string bytes = std::to_string(limit_);
  if (limit_ > 0 && !write_kernel_file(memory_ / (second ? "memory.max" : "memory.limit_in_bytes"), bytes))
    fail(memory_);
  // Without swap accounting there is no such file, and no swap to limit.
  const fs::path swap = memory_ / (second ? "memory.swap.max" : "memory.memsw.limit_in_bytes");
  if (limit_ > 0 && fs::exists(swap) && !write_kernel_file(swap, second ? "0" : bytes)) fail(swap);
  if (!processes_.empty() && !write_kernel_file(processes_ / "pids.max", std::to_string(processes))) fail(processes_);
}

bool ControlGroup::make(const std::string& name) {
  memory_ = place_.memory / name;
  if (mkdir(memory_.c_str(), 0755) != 0) {
    if (errno == EEXIST) return false;
    fail(memory_);
  }
  lock_ = hold_folder(memory_);
  if (!lock_.open() || !fs::exists(memory_)) return false;
  processes_ = place_.processes.empty() ? fs::path() : place_.processes / name;
  if (processes_.empty() || processes_ == memory_) return true;
  const bool made = mkdir(processes_.c_str(), 0755) == 0;
  const int number = errno;
  if (made) processes_lock_ = hold_folder(processes_);
  if (processes_lock_.open() && fs::exists(processes_)) return true;
  rmdir(memory_.c_str());
  errno = number;
  if (!made) fail(processes_);
  return false;
}

ControlGroup::~ControlGroup() {
  using Clock = std::chrono::steady_clock;
  const auto begun = Clock::now();
  // A keeper of the Landlock tier that still cleans up is given time; what cannot be ended is left to the next grader.
  constexpr auto clean_up = std::chrono::seconds(3);
  constexpr auto longest = std::chrono::seconds(20);
  for (bool first = true; !remove() && Clock::now() < begun + longest; first = false) {
    // Nobody in it starts another process, so that all can be ended.
    if (first && !processes_.empty()) write_kernel_file(processes_ / "pids.max", "0");
    if (Clock::now() >= begun + clean_up) end_processes();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
}

bool ControlGroup::remove() const {
  const auto gone = [](const fs::path& folder) { return rmdir(folder.c_str()) == 0 || errno == ENOENT; };
  return (processes_.empty() || gone(processes_)) && gone(memory_);
}

void ControlGroup::end_processes() const {
  std::ifstream members(memory_ / "cgroup.procs");
  for (pid_t member = 0; members >> member;) kill(member, SIGKILL);
}

std::vector<fs::path> ControlGroup::entrances() const {
  std::vector<fs::path> files{memory_ / "cgroup.procs"};
  if (!processes_.empty() && processes_ != memory_) files.push_back(processes_ / "cgroup.procs");
  return files;
}

std::string ControlGroup::overrun() const {
  const bool second = place_.version == 2;
  const std::uint64_t ended = counter(memory_ / (second ? "memory.events" : "memory.oom_control"), "oom_kill");
  if (ended == 0 || !fault().empty()) return "";
  return fmt::format("all processes together took more than {} MiB of memory", limit_ >> 20U);
}

std::string ControlGroup::fault() const {
  const bool second = place_.version == 2;
  const fs::path events = memory_ / (second ? "memory.events" : "memory.oom_control");
  if (counter(events, "oom_kill") == 0) return "";
  // Version 1 counts no such events; a charge of a large page that did not fit leaves a little room below the limit.
  constexpr std::uint64_t room = std::uint64_t{4} << 20;
  const bool own = second ? counter(events, "oom") > 0
                          : std::max(number(memory_ / "memory.max_usage_in_bytes"),
                                     number(memory_ / "memory.memsw.max_usage_in_bytes")) +
                                    room >=
                                limit_;
  if (limit_ > 0 && own) return "";
  return "the machine ran out of memory and ended a process. Grade with fewer --workers, or give the grading more "
         "memory";
}

void remove_left_groups(const ControlGroupPlace& place) {
  // Each part is held by itself: graders whose parts in memory lie in places of their own may share that of processes.
  for (const fs::path& folder : std::set<fs::path>{place.memory, place.processes}) {
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(folder, error)) {
      if (entry.path().filename().string().rfind(name_begins, 0) != 0) continue;
      const Descriptor held = hold_folder(entry.path());
      if (held.open()) rmdir(entry.path().c_str());
    }
  }
}

ControlGroupPlace find_control_groups() {
  ControlGroupPlace place = prepare_control_groups();
  if (!place.found()) return place;
  try {
    constexpr std::uint64_t some_memory = std::uint64_t{64} << 20;
    constexpr std::uint64_t some_processes = 16;
    const ControlGroup trial(place, some_memory, some_processes);
  } catch (const EnvironmentError& error) {
    return {0, "", "", error.what()};
  }
  remove_left_groups(place);
  return place;
}

}  // namespace grader
