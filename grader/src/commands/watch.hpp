/// @file
/// `grader watch [N]`: check again at every save.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "check.hpp"
#include "course.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct WatchOptions {
  std::string selector;  ///< empty: where the student goes on (find_next)
  CheckRequest request;  ///< says which modules below are the student's own: they are watched too
  std::chrono::milliseconds period{200};
  /// Checks the selection (a module or a task, in the form of a selector): run_check with the options of the command
  /// line.
  std::function<ExitStatus(const std::string& selector)> check;
  Terminal terminal;
};

/// Watches src/ and include/ of the module, and src/ of those below on which the check stands as the student wrote them.
/// Runs until Ctrl-C, SIGTERM or a closed terminal, then returns `passed`. Times are polled, so it works on network
/// drives.
/// @throws UsageError
ExitStatus run_watch(const Course& course, const WatchOptions& options);

/// What a look at a file shows; two equal looks mean an unchanged file.
struct FileLook {
  std::int64_t modified = 0;  ///< nanoseconds
  std::uintmax_t bytes = 0;
  std::uint64_t inode = 0;
  bool operator==(const FileLook&) const = default;
};
using FolderLook = std::map<std::filesystem::path, FileLook>;

/// Every regular file in the folders, by path; what is missing or vanishes meanwhile is left out.
/// Editors' own files (hidden, `~`, `.swp`, `.tmp`, digits only) are not looked at.
FolderLook look_at(const std::vector<std::filesystem::path>& folders);
/// Files that were added, removed or changed between two looks.
std::vector<std::filesystem::path> changed_files(const FolderLook& before, const FolderLook& after);

}  // namespace grader
