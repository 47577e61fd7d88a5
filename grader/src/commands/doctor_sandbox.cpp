#include <algorithm>
#include <string>

#include "commands/doctor.hpp"
#include "commands/doctor_probes.hpp"
#include "errors.hpp"
#include "sandbox/sandbox.hpp"

namespace grader {
namespace {

constexpr const char* how_to_get_namespaces =
    "sudo sysctl kernel.unprivileged_userns_clone=1; on Ubuntu 24.04 and in containers: docs/pages/sandbox.md";

DoctorItem item(std::string name, bool found, std::string detail, const std::string& follows,
                std::string install = "") {
  return {"sandbox",
          std::move(name),
          false,
          found ? ItemCondition::found : ItemCondition::missing,
          std::move(detail),
          "",
          "only for instructors: " + follows,
          std::move(install)};
}

DoctorItem strongest(const SandboxProbe& probe) {
  return item(
      "tier", probe.tier != SandboxTier::none, to_word(probe.tier),
      "submissions would run with all rights of whoever grades, so `grader grade` refuses unless told otherwise",
      how_to_get_namespaces);
}

/// What was tried in the strongest tier: one line for all that held, one for each that did not.
void add_findings(const SandboxTierProbe& tier, std::vector<DoctorItem>& items) {
  const auto held = std::count_if(tier.findings.begin(), tier.findings.end(),
                                  [](const SandboxFinding& finding) { return finding.holds; });
  items.push_back(
      item("walls", held > 0,
           "held " + std::to_string(held) + " of " + std::to_string(tier.findings.size()) + " that were tried",
           "nothing holds a submission back"));
  for (const SandboxFinding& finding : tier.findings) {
    if (!finding.holds) items.push_back(item(finding.what, false, "", "not held, " + finding.detail));
  }
}

/// Every tier limits the memory of each process; of all together only a control group does.
DoctorItem memory_together(SandboxTier tier) {
  const SandboxFinding finding = probe_memory_together(tier);
  return item(
      "control group", finding.holds, finding.what,
      "a submission may take the memory of a process as many times as it may start processes: " + finding.detail,
      "on a system with systemd, grade as: systemd-run --user --scope -p Delegate=yes bin/grader grade ...");
}

DoctorItem other_tier(const SandboxTierProbe& tier) {
  const bool own = tier.tier == SandboxTier::namespaces;
  std::string install;
  if (own) install = how_to_get_namespaces;
  if (tier.tier == SandboxTier::bubblewrap && find_program("bwrap").empty())
    install = "sudo apt-get install bubblewrap";
  return item(
      to_word(tier.tier), tier.works, "",
      (own ? "submissions are less apart from the machine when graded: " : "one way less to hold submissions apart: ") +
          tier.why_not,
      install);
}

}  // namespace

std::vector<DoctorItem> probe_sandbox() {
  std::vector<DoctorItem> items;
  try {
    const SandboxProbe probe = probe_sandbox_tiers();
    items.push_back(strongest(probe));
    for (const SandboxTierProbe& tier : probe.tiers) {
      if (tier.tier == probe.tier) add_findings(tier, items);
    }
    items.push_back(memory_together(probe.tier));
    for (const SandboxTierProbe& tier : probe.tiers) {
      if (tier.tier != SandboxTier::none) items.push_back(other_tier(tier));
    }
  } catch (const EnvironmentError& error) {
    items.push_back(item("tier", false, "", std::string("submissions cannot be graded: ") + error.what()));
  }
  return items;
}

}  // namespace grader
