/// @file
/// Runs what nobody trusts: compilers on students' files, and test suites that load students' code. The work is done by a small
/// program of its own, grader-sandbox (launcher/), which lies beside the grader's executable.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "process.hpp"
#include "sandbox/control_group.hpp"

namespace grader {

/// From the strongest to none. docs/pages/sandbox.md says what each holds and what it does not.
enum class SandboxTier {
  namespaces,  ///< namespaces of our own, Landlock, seccomp, limits
  bubblewrap,  ///< bwrap makes the namespaces; Landlock, seccomp and limits are ours
  landlock,    ///< Landlock, seccomp and limits, on the machine's own file tree
  none         ///< limits only: the program reads and sends what its user may
};

/// "namespaces", "bubblewrap", "landlock", "none".
std::string to_word(SandboxTier tier);

/// False: there is no file tree of its own, and every mount must have source == target.
bool has_own_tree(SandboxTier tier);

/// A file or folder, and where it is seen inside. The source's last part may not be a link. A grader that runs as root drops to
/// sandbox_user(): the mounted file or folder itself and what is in it must be readable for that user, the folders above
/// need not be (except where there is no own tree).
struct SandboxMount {
  std::filesystem::path source;
  std::filesystem::path target;  ///< absolute, without "..". Below another mount it must already exist there
  /// A folder's owner becomes sandbox_user() when the grader is root; the files in it are left as they are. What is written
  /// there is a stranger's work: read it with O_NOFOLLOW. Its total size is not limited.
  bool writable = false;
};

/// What a sandboxed program may see and use. Beside the mounts it sees, read-only, /usr, /bin, /lib*, /etc/ld.so.cache and
/// /etc/alternatives, the devices null, zero, full, random, urandom, and a private /tmp; no /proc, no /sys, no network.
struct SandboxSpec {
  std::vector<SandboxMount> mounts;                         ///< in the order in which they are made
  std::uint64_t temporary_bytes = std::uint64_t{64} << 20;  ///< size of /tmp; not enforced where there is no own tree
  std::uint64_t memory = std::uint64_t{2}
                         << 30;  ///< bytes of address space, each process; 0: no limit (ASan, CUDA need it)
  std::uint64_t file_size = std::uint64_t{64} << 20;
  int processes = 64;  ///< processes and threads
  int open_files = 64;
  int cpu_seconds = 120;  ///< of each process
  /// Of find_control_groups(): all processes together are then limited too, to `memory` and /tmp, and to `processes`.
  ControlGroupPlace control_groups;
  /// Exactly these variables and those of the ProcessSpec; nothing is inherited. In the tiers without an own tree TMPDIR is
  /// added where it is not given.
  std::vector<std::pair<std::string, std::string>> environment;
};

/// Ids that own what runs in the sandbox: ours, or those of nobody when we are root.
struct SandboxUser {
  std::uint32_t user = 0;
  std::uint32_t group = 0;
};
SandboxUser sandbox_user();

/// The same process, run in the sandbox: run_process() with its wall clock, output cap and events works unchanged, and the
/// ending is that of the inner program. `folder` is a path inside; empty: "/".
/// `spec.limits.address_space` and `file_size` tighten those of the sandbox. In the tiers with an own tree, and in the Landlock
/// tier after the inner program's own end, every descendant is gone when run_process() returns or shortly after. Starts nothing, but
/// makes the control group, which ends with the last copy of what is returned: for one run.
/// @throws EnvironmentError  grader-sandbox is not beside the grader; bwrap is not on the PATH
/// @throws std::invalid_argument  a mount or folder that this tier cannot have; a program's text holds a NUL
ProcessSpec in_sandbox(const ProcessSpec& spec, const SandboxSpec& sandbox, SandboxTier tier);

/// What the sandbox itself said when it could not start the inner program, which then never ran, or how the machine ended it: no
/// fault of the student. Empty: it ran. The inner program cannot forge it: the words carry a secret of `wrapped`.
std::string sandbox_fault(const ProcessSpec& wrapped, const ProcessResult& result);

/// The folder of the system, shown in every sandbox, that the path lies in ("/usr"); empty: none.
std::filesystem::path shown_in_every_sandbox(const std::filesystem::path& path);

/// Where grader-sandbox is: beside the running executable unless set.
/// @throws EnvironmentError  not there
std::filesystem::path sandbox_launcher();
/// For tests and other executables.
void set_sandbox_launcher(const std::filesystem::path& path);

/// One thing that a tier should hold back, tried.
struct SandboxFinding {
  std::string what;  ///< "no network", "files outside are not read"
  bool holds = false;
  std::string detail;  ///< why not; may be empty
};

/// What one tier did when a probe process in it tried what is forbidden.
struct SandboxTierProbe {
  SandboxTier tier = SandboxTier::none;
  bool works = false;   ///< the program ran, and what this tier promises held
  std::string why_not;  ///< in words, when it does not work
  std::vector<SandboxFinding> findings;
};

struct SandboxProbe {
  SandboxTier tier = SandboxTier::none;  ///< the strongest that works
  std::vector<SandboxTierProbe> tiers;   ///< strongest first; `none` is last
};

/// Whether the memory of all processes together is limited here: processes that take too much together are started in the tier.
SandboxFinding probe_memory_together(SandboxTier tier);

/// Starts a probe in each tier, which really tries what is forbidden. A tenth of a second on an idle machine.
/// @throws EnvironmentError  grader-sandbox is not beside the grader
SandboxProbe probe_sandbox_tiers();

}  // namespace grader
