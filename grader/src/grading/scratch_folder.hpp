/// @file
/// A folder for one process and no other.
#pragma once

#include <filesystem>

#include "process_launch.hpp"

namespace grader {

/// A new folder of this process alone, gone with this object. Nobody else knows its name, so what is in it stays unseen; the
/// sandbox's user may pass through it.
class ScratchFolder {
 public:
  /// @throws EnvironmentError  none can be made in `parent`
  explicit ScratchFolder(const std::filesystem::path& parent);
  ~ScratchFolder();
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  Descriptor lock_;  ///< on the folder, so that nobody else removes it
};

/// Removes what processes of this machine that were killed have left in `parent`. A folder that a living one holds stays, and so does
/// one of another machine, whose locks may not be seen from here.
void remove_left_scratch_folders(const std::filesystem::path& parent);

}  // namespace grader
