/// @file
/// One grader at a time in a build folder.
#pragma once

#include <filesystem>

namespace grader {

/// Held while Ninja or CMake runs in a build folder; whoever comes second waits, and says so after half a second. The system lets go of it
/// when we end, however we end.
class BuildLock {
 public:
  /// @throws EnvironmentError  the folder cannot be written
  explicit BuildLock(const std::filesystem::path& build_folder);
  ~BuildLock();
  BuildLock(const BuildLock&) = delete;
  BuildLock& operator=(const BuildLock&) = delete;

 private:
  void wait() const;

  int descriptor_ = -1;
};

/// A file of a build folder could not be opened or written: says so, with advice by the reason.
/// @throws EnvironmentError always
[[noreturn]] void throw_unwritable(const std::filesystem::path& path, int error);

}  // namespace grader
