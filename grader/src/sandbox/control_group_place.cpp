#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>
#include <system_error>

#include "process_launch.hpp"
#include "sandbox/control_group.hpp"
#include "sandbox/control_group_files.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

constexpr const char* aside = "grader";  ///< the part of our group that we move into

/// A group by itself, or as it is seen below a mount point.
struct Seen {
  std::string group;  ///< "/user.slice/run-7.scope"
  fs::path folder;    ///< empty: it is not seen
};

ControlGroupPlace none(std::string why) {
  return {0, "", "", std::move(why)};
}

bool has_word(std::string text, std::string_view word, char separator) {
  std::replace(text.begin(), text.end(), separator, ' ');
  std::istringstream words(text);
  for (std::string each; words >> each;) {
    if (each == word) return true;
  }
  return false;
}

bool file_has_word(const fs::path& file, std::string_view word) {
  std::ifstream stream(file);
  std::string text;
  std::getline(stream, text);
  return has_word(text, word, ' ');
}

/// The group in which a file like /proc/self/cgroup ("4:memory:/group", "0::/group") says that we are.
/// @param controller  empty: of version 2
std::optional<std::string> group_in(const fs::path& membership, std::string_view controller) {
  std::ifstream lines(membership);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t first = line.find(':');
    const std::size_t second = line.find(':', first + 1);
    if (second == std::string::npos) continue;
    const std::string controllers = line.substr(first + 1, second - first - 1);
    if (controller.empty() ? controllers.empty() : has_word(controllers, controller, ','))
      return line.substr(second + 1);
  }
  return std::nullopt;
}

/// Where a file like /proc/self/mountinfo says that the group is seen: "35 31 0:32 / /sys/fs/cgroup/memory rw - cgroup cgroup rw,memory".
/// @param controller  empty: of version 2
std::optional<Seen> see(const fs::path& membership, const fs::path& mounts, std::string_view controller) {
  const std::optional<std::string> group = group_in(membership, controller);
  if (!group) return std::nullopt;
  bool mounted = false;
  std::ifstream lines(mounts);
  for (std::string line; std::getline(lines, line);) {
    const std::size_t dash = line.find(" - ");
    if (dash == std::string::npos) continue;
    std::istringstream before(line.substr(0, dash));
    std::istringstream after(line.substr(dash + 3));
    std::string skipped;
    std::string root;
    std::string point;
    before >> skipped >> skipped >> skipped >> root >> point;
    std::string type;
    std::string device;
    std::string options;
    after >> type >> device >> options;
    if (controller.empty() ? type != "cgroup2" : type != "cgroup" || !has_word(options, controller, ',')) continue;
    mounted = true;
    // A container sees only a part of all groups, and "/.." is outside of it.
    const fs::path below = fs::path(*group).lexically_relative(root);
    if (below.empty() || *below.begin() == "..") continue;
    return Seen{*group, below == "." ? fs::path(point) : fs::path(point) / below};
  }
  if (!mounted) return std::nullopt;
  return Seen{*group, ""};
}

bool limits_its_parts(const fs::path& group) {
  return file_has_word(group / "cgroup.subtree_control", "memory") &&
         file_has_word(group / "cgroup.subtree_control", "pids");
}

/// A group with processes in it cannot limit groups in it, so we go into one of our own.
std::string step_aside(const Seen& own) {
  const fs::path folder = own.folder / aside;
  std::error_code error;
  fs::create_directory(folder, error);
  const std::string self = std::to_string(getpid());
  if (!write_kernel_file(folder / "cgroup.procs", self)) {
    const std::string why = std::strerror(errno);
    fs::remove(folder, error);
    return "the group " + own.group + " was not handed to us: " + why;
  }
  if (write_kernel_file(own.folder / "cgroup.subtree_control", "+memory +pids")) return "";
  const std::string why = std::strerror(errno);
  if (write_kernel_file(own.folder / "cgroup.procs", self)) fs::remove(folder, error);
  return "the group " + own.group + " holds other processes too: " + why;
}

ControlGroupPlace second_version(const fs::path& membership, const fs::path& mounts) {
  std::optional<Seen> own = see(membership, mounts, "");
  if (!own) return none("cgroup v2 is not mounted");
  if (own->folder.empty()) return none("the group " + own->group + " of cgroup v2 is not seen from here");
  const fs::path above = own->folder.parent_path();
  if (own->folder.filename() == aside && limits_its_parts(above)) return {2, above, above, ""};
  // Only the group of the whole machine lacks this file.
  if (!fs::exists(own->folder / "cgroup.type")) return none("the grader is in no cgroup v2 of its own");
  if (!file_has_word(own->folder / "cgroup.controllers", "memory") ||
      !file_has_word(own->folder / "cgroup.controllers", "pids"))
    return none("the group " + own->group + " has no controllers of memory and processes");
  const std::string why = step_aside(*own);
  if (!why.empty()) return none(why);
  return {2, own->folder, own->folder, ""};
}

/// In version 1 each controller has a tree of groups of its own, and a group may hold processes and groups.
ControlGroupPlace first_version(const fs::path& membership, const fs::path& mounts) {
  const std::optional<Seen> memory = see(membership, mounts, "memory");
  if (!memory) return none("");
  if (memory->folder.empty()) return none("the group " + memory->group + " of cgroup v1 is not seen from here");
  const auto is_ours = [](const fs::path& folder) { return access(folder.c_str(), W_OK | X_OK) == 0; };
  if (!is_ours(memory->folder))
    return none("the group " + memory->group + " of cgroup v1 was not handed to us: " + std::strerror(errno));
  const std::optional<Seen> processes = see(membership, mounts, "pids");
  const bool both = processes && !processes->folder.empty() && is_ours(processes->folder);
  return {1, memory->folder, both ? processes->folder : fs::path(), ""};
}

}  // namespace

bool write_kernel_file(const fs::path& path, std::string_view text) {
  const Descriptor file(open(path.c_str(), O_WRONLY | O_CLOEXEC));
  return file.open() && write(file.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}

ControlGroupPlace prepare_control_groups(const fs::path& membership, const fs::path& mounts) {
  ControlGroupPlace second = second_version(membership, mounts);
  if (second.found()) return second;
  ControlGroupPlace first = first_version(membership, mounts);
  if (first.found() || first.why_not.empty()) return first.found() ? first : second;
  return none(second.why_not + "; " + first.why_not);
}

}  // namespace grader
