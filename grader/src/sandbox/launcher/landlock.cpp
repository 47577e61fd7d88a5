#include <fcntl.h>
#include <linux/landlock.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>

#include "confine.hpp"
#include "handle.hpp"
#include "system_paths.hpp"

namespace grader::sandbox {
namespace {

/// As of ABI 6; the machine's header may be older than its kernel.
struct Ruleset {
  std::uint64_t files;
  std::uint64_t network;
  std::uint64_t scoped;
};
constexpr std::uint64_t truncate_file = 1U << 14;
constexpr std::uint64_t device_control = 1U << 15;
constexpr std::uint64_t all_of_network = 3;
constexpr std::uint64_t all_of_scope = 3;

constexpr std::uint64_t reading =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
/// No devices and no sockets, wherever.
constexpr std::uint64_t writing = reading | LANDLOCK_ACCESS_FS_WRITE_FILE | LANDLOCK_ACCESS_FS_REMOVE_DIR |
                                  LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                  LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                                  LANDLOCK_ACCESS_FS_MAKE_SYM | LANDLOCK_ACCESS_FS_REFER | truncate_file;
constexpr std::uint64_t of_a_file =
    LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | truncate_file;

std::uint64_t known_to(long abi) {
  std::uint64_t known = (1U << 13) - 1;
  if (abi >= 2) known |= LANDLOCK_ACCESS_FS_REFER;
  if (abi >= 3) known |= truncate_file;
  if (abi >= 5) known |= device_control;
  return known;
}

class Rules {
 public:
  explicit Rules(long abi) : known_(known_to(abi)) {
    const Ruleset set{known_, abi >= 4 ? all_of_network : 0, abi >= 6 ? all_of_scope : 0};
    const std::size_t size = abi >= 6 ? sizeof set : abi >= 4 ? offsetof(Ruleset, scoped) : sizeof set.files;
    rules_ = Handle(static_cast<int>(syscall(SYS_landlock_create_ruleset, &set, size, 0)));
    if (!rules_.open()) fail("Landlock refuses our rules");
  }

  /// What is not there needs no rule.
  void allow(const std::string& path, std::uint64_t access) const {
    const Handle place(open(path.c_str(), O_PATH | O_CLOEXEC));
    struct stat status {};
    if (!place.open() || fstat(place.get(), &status) != 0) return;
    if (!S_ISDIR(status.st_mode)) access &= of_a_file;
    const landlock_path_beneath_attr rule{access & known_, place.get()};
    if (syscall(SYS_landlock_add_rule, rules_.get(), LANDLOCK_RULE_PATH_BENEATH, &rule, 0) != 0)
      fail("Landlock: " + path);
  }

  void restrict_self() const {
    if (syscall(SYS_landlock_restrict_self, rules_.get(), 0) != 0) fail("Landlock cannot be entered");
  }

 private:
  std::uint64_t known_;
  Handle rules_;
};

}  // namespace

void confine_files(const Plan& plan, const std::string& temporary) {
  const long abi = syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi < 1) {
    // With a tree of its own the program does without; the probe says so.
    if (plan.own_tree()) return;
    fail("Landlock is not here");
  }
  const Rules rules(abi);
  for (const char* path : system_paths) rules.allow(path, reading);
  for (const char* path : device_paths) {
    rules.allow(path, LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE | truncate_file);
  }
  rules.allow(temporary, writing);
  for (const Mount& mount : plan.mounts) rules.allow(mount.target, mount.writable ? writing : reading);
  rules.restrict_self();
}

}  // namespace grader::sandbox
