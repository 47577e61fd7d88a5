/// @file
/// A limit of memory and processes for all processes of a sandbox together, by the kernel's control groups (cgroup v2 or v1), where the system
/// gives us a place for groups of our own: docs/pages/sandbox.md says how to get one.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "process.hpp"
#include "process_launch.hpp"

namespace grader {

/// Where groups can be made.
struct ControlGroupPlace {
  int version = 0;                  ///< 2 or 1; 0: there is no place
  std::filesystem::path memory;     ///< groups that are made in this folder limit memory
  std::filesystem::path processes;  ///< groups in this folder limit processes: the same in version 2; empty: nowhere
  std::string why_not;              ///< in words, when there is no place

  bool found() const { return version != 0; }
};

/// Looks for our own group and makes it ready. In version 2 we and what we start move into a part of it, because a group with processes
/// in it cannot limit groups in it; so it is to be called before the first process is started. Changes nothing where it finds no place.
/// @param membership  /proc/self/cgroup
/// @param mounts      /proc/self/mountinfo
ControlGroupPlace prepare_control_groups(const std::filesystem::path& membership = "/proc/self/cgroup",
                                         const std::filesystem::path& mounts = "/proc/self/mountinfo");

/// Likewise, and tries a group there: what does not work is in `why_not`. Groups that a killed grader left behind are removed.
ControlGroupPlace find_control_groups();

/// The group of one sandbox, for as long as this lives.
class ControlGroup : public ProcessWatch {
 public:
  /// @param memory     bytes; 0: no limit
  /// @param processes  and threads
  /// @throws EnvironmentError
  ControlGroup(ControlGroupPlace place, std::uint64_t memory, std::uint64_t processes);
  /// Ends what is still in it, and removes it.
  ~ControlGroup() override;
  ControlGroup(const ControlGroup&) = delete;
  ControlGroup& operator=(const ControlGroup&) = delete;

  /// Whoever writes "0" into each of these files is in the group.
  std::vector<std::filesystem::path> entrances() const;
  /// In words, when the limit of memory was reached and the system ended a process for it.
  std::string overrun() const override;
  /// In words, when the system ended a process of the group though its own limit was not reached: memory ran out elsewhere.
  std::string fault() const override;

 private:
  bool make(const std::string& name);
  void end_processes() const;
  bool remove() const;

  ControlGroupPlace place_;
  std::uint64_t limit_;
  Descriptor lock_, processes_lock_;  ///< on the folders, so that nobody else removes them
  std::filesystem::path memory_, processes_;
};

/// Removes the groups in the place that nobody holds any more. One with processes in it stays.
void remove_left_groups(const ControlGroupPlace& place);

}  // namespace grader
