/// @file
/// Files in folders that a student may have changed in any way: no link below the course is ever followed for writing.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace grader {

/// What stands at a student's path.
struct FoundFile {
  std::optional<std::string> content;  ///< none: no file there, or a link to nothing
  bool is_link = false;                ///< `content` is then the target's
};

/// @throws EnvironmentError  it cannot be read, or is no file
FoundFile find_file(const std::filesystem::path& root, const std::filesystem::path& relative);

/// Writes a temporary file beside `path`, forces it to disk and renames it into place: after a kill or on a full disk
/// the old file or the new one is there, whole. A link at `path` is replaced, never followed.
/// @param displaced  called with the content that the write pushed out, before that is deleted; not for a link's
/// @throws EnvironmentError  the old file stands as it was
void write_file_atomically(const std::filesystem::path& root, const std::filesystem::path& relative,
                           std::string_view content,
                           const std::function<void(const std::string&)>& displaced = nullptr);

/// The same, of a file that its owner alone reads (mode 0600), from its first moment on and whatever stood there before.
/// @throws EnvironmentError  the old file stands as it was
void write_private_file(const std::filesystem::path& root, const std::filesystem::path& relative,
                        std::string_view content);

/// Writes a file whole or not at all, and only where nothing stands: false if something does, which then stays the very file that others may
/// have been shown.
/// @throws EnvironmentError
bool write_file_once(const std::filesystem::path& root, const std::filesystem::path& relative,
                     std::string_view content);

/// Writes a file where nothing stands and returns true; false if something does, a link to nothing included.
/// @throws EnvironmentError  nothing is left at `path`
bool write_new_file(const std::filesystem::path& path, std::string_view content);

/// Makes a new folder below `root` and returns true; false if something stands there.
/// @throws EnvironmentError
bool make_new_folder(const std::filesystem::path& root, const std::filesystem::path& relative);

}  // namespace grader
