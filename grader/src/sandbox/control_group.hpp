/// @file
/// A memory and process limit for a whole sandbox, where the system gave the grader a cgroup v2 of its own
/// (`systemd-run --user --scope -p Delegate=yes bin/grader grade ...`).
#pragma once

#include <filesystem>
#include <string>

namespace grader {

struct ControlGroup {
  std::filesystem::path folder;  ///< for SandboxSpec::control_group; empty: there is none
  std::string why_not;           ///< in words, when there is none
};

/// Looks for our own group and makes it ready: we move into a part of it, and memory and pids are limited in the others. To be called
/// once, before the first sandbox. Changes nothing where it finds no group that was handed to us.
/// @param membership  /proc/self/cgroup
/// @param mounts      /proc/self/mounts
ControlGroup prepare_control_group(const std::filesystem::path& membership = "/proc/self/cgroup",
                                   const std::filesystem::path& mounts = "/proc/self/mounts");

/// Removes the groups of sandboxes that have ended.
void remove_ended_groups(const std::filesystem::path& folder);

}  // namespace grader
