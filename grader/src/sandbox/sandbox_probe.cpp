#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <string_view>

#include "errors.hpp"
#include "sandbox/sandbox.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

/// An attempt of the launcher (launcher/attempts.cpp), and which tiers promise to hold it.
struct Attempt {
  std::string_view key;
  const char* what;
  std::array<bool, 4> promised;  ///< namespaces, bubblewrap, landlock, none
};
constexpr std::array<Attempt, 12> attempts{{
    {"reading", "files outside are not read", {true, true, true, false}},
    {"writing", "nothing is written outside", {true, true, true, false}},
    {"network", "no network, no sockets", {true, true, true, false}},
    {"signals", "other processes are out of reach", {true, true, false, false}},
    {"tracing", "no debugging of other processes", {true, true, true, false}},
    {"mounting", "no mounts, no namespaces", {true, true, true, false}},
    {"processes", "processes are limited", {true, true, true, true}},
    {"memory", "memory of a process is limited", {true, true, true, true}},
    {"temporary", "/tmp is private and limited", {true, true, false, false}},
    {"descriptors", "open files of the grader stay here", {true, true, true, true}},
    {"privileges", "no privilege can be gained", {true, true, true, true}},
    {"landlock", "Landlock, a second wall before files", {false, false, true, false}},
}};

/// A folder that everybody may use, with a file that everybody may read: only the sandbox stands before it.
class Bait {
 public:
  Bait() {
    std::string name = (fs::temp_directory_path() / "grader-probe-XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) {
      throw EnvironmentError("no folder can be made in " + fs::temp_directory_path().string() +
                             ", where the sandbox is tried. Make room there, or set TMPDIR.");
    }
    path_ = name;
    chmod(name.c_str(), 0777);
    std::ofstream(path_ / "secret") << "secret\n";
  }
  ~Bait() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Bait(const Bait&) = delete;
  Bait& operator=(const Bait&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

ProcessSpec probe_process(SandboxTier tier, SandboxSpec sandbox, std::vector<std::string> arguments) {
  const fs::path launcher = sandbox_launcher();
  const fs::path inside = has_own_tree(tier) ? fs::path("/probe") : launcher;
  sandbox.mounts = {{launcher, inside, false}};
  sandbox.temporary_bytes = std::uint64_t{1} << 20;
  ProcessSpec spec;
  spec.command = std::move(arguments);
  spec.command.insert(spec.command.begin(), inside.string());
  spec.limits.wall = std::chrono::seconds(20);
  return in_sandbox(spec, sandbox, tier);
}

/// The promised attempt that was not held, or nothing.
std::string read_findings(const std::string& output, SandboxTierProbe& probe) {
  std::string broken;
  for (const Attempt& attempt : attempts) {
    SandboxFinding finding{attempt.what, false, "it was not tried"};
    std::istringstream lines(output);
    for (std::string line; std::getline(lines, line);) {
      std::istringstream words(line);
      std::string key;
      std::string held;
      words >> key >> held;
      if (key != attempt.key) continue;
      finding.holds = held == "held";
      finding.detail.clear();
      std::getline(words >> std::ws, finding.detail);
    }
    if (!finding.holds && attempt.promised.at(static_cast<std::size_t>(probe.tier)) && broken.empty()) {
      broken = finding.detail;
    }
    probe.findings.push_back(std::move(finding));
  }
  return broken;
}

SandboxTierProbe probe_tier(SandboxTier tier, const Bait& bait) {
  SandboxTierProbe probe;
  probe.tier = tier;
  if (tier == SandboxTier::bubblewrap && find_program("bwrap").empty()) {
    probe.why_not = "bwrap is not on the PATH";
    return probe;
  }
  const ProcessSpec spec = probe_process(tier, {}, {"try", bait.path().string(), std::to_string(getpid())});
  const ProcessResult result = run_process(spec);
  probe.why_not = sandbox_fault(spec, result);
  if (!probe.why_not.empty()) return probe;
  if (!result.ok()) {
    probe.why_not = result.ending == Ending::exited
                        ? "the probe ended with status " + std::to_string(result.exit_status)
                        : "the probe did not end by itself";
    return probe;
  }
  probe.why_not = read_findings(result.output, probe);
  probe.works = probe.why_not.empty();
  return probe;
}

}  // namespace

SandboxFinding probe_memory_together(SandboxTier tier) {
  SandboxFinding finding{"memory of all processes together is limited", false, ""};
  SandboxSpec sandbox;
  sandbox.control_groups = find_control_groups();
  finding.detail = sandbox.control_groups.why_not;
  if (!sandbox.control_groups.found()) return finding;
  sandbox.memory = std::uint64_t{64} << 20;
  const ProcessSpec spec = probe_process(tier, sandbox, {"together"});
  const ProcessResult result = run_process(spec);
  finding.holds = result.ending == Ending::memory_limit;
  if (finding.holds) return finding;
  finding.detail = sandbox_fault(spec, result);
  if (finding.detail.empty()) finding.detail = "eight processes took 192 MiB where 65 MiB were allowed";
  return finding;
}

SandboxProbe probe_sandbox_tiers() {
  const Bait bait;
  SandboxProbe result;
  bool found = false;
  for (const SandboxTier tier :
       {SandboxTier::namespaces, SandboxTier::bubblewrap, SandboxTier::landlock, SandboxTier::none}) {
    result.tiers.push_back(probe_tier(tier, bait));
    if (found || !result.tiers.back().works) continue;
    found = true;
    result.tier = tier;
  }
  return result;
}

}  // namespace grader
