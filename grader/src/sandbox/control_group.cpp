#include "sandbox/control_group.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>
#include <string_view>

#include "process_launch.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

/// Where cgroup v2 is mounted; empty: nowhere.
fs::path mount_point(const fs::path& mounts) {
  std::ifstream lines(mounts);
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string device;
    std::string point;
    std::string type;
    words >> device >> point >> type;
    if (type == "cgroup2") return point;
  }
  return {};
}

/// "0::/user.slice/..." is ours in cgroup v2.
std::string own_group(const fs::path& membership) {
  constexpr std::string_view mark = "0::/";
  std::ifstream lines(membership);
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind(mark, 0) == 0) return line.substr(mark.size());
  }
  return "";
}

bool has_controllers(const fs::path& folder) {
  std::ifstream words(folder / "cgroup.controllers");
  bool memory = false;
  bool processes = false;
  for (std::string word; words >> word;) {
    memory = memory || word == "memory";
    processes = processes || word == "pids";
  }
  return memory && processes;
}

/// The kernel's files are there already; one that is not is no cgroup's.
bool write_to(const fs::path& path, std::string_view text) {
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  return file.open() && write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

}  // namespace

ControlGroup prepare_control_group(const fs::path& membership, const fs::path& mounts) {
  const fs::path root = mount_point(mounts);
  if (root.empty()) return {"", "no cgroup v2 is mounted"};
  const std::string own = own_group(membership);
  if (own.empty()) return {"", "the grader is in no cgroup v2 of its own"};
  const fs::path folder = root / own;
  if (!has_controllers(folder)) return {"", "the group " + own + " has no controllers of memory and processes"};
  // A group with processes in it cannot limit groups below it, so we step aside.
  std::error_code error;
  fs::create_directory(folder / "grader", error);
  if (!write_to(folder / "grader" / "cgroup.procs", std::to_string(getpid()))) {
    return {"", "the group " + own + " was not handed to us: " + std::strerror(errno)};
  }
  if (!write_to(folder / "cgroup.subtree_control", "+memory +pids")) {
    return {"", "the group " + own + " has other processes in it: " + std::strerror(errno)};
  }
  return {folder, ""};
}

void remove_ended_groups(const fs::path& folder) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    // The kernel refuses as long as a process is in it.
    if (entry.path().filename().string().rfind("sandbox-", 0) == 0) rmdir(entry.path().c_str());
  }
}

}  // namespace grader
