/// @file
/// Replacing a student's file without ever losing a line of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

/// Writes a temporary file beside `path`, forces it to disk and renames it into place: after a kill or on a full disk
/// the old file or the new one is there, whole. A link at `path` is replaced, never followed.
/// @param root  no folder between `root` and the file may be a link
/// @throws EnvironmentError
void write_file_atomically(const std::filesystem::path& root, const std::filesystem::path& relative,
                           std::string_view content);

/// One kept file.
struct BackupFile {
  std::string path;  ///< relative to the course
  std::uintmax_t bytes = 0;
};

/// What one command replaced.
struct Backup {
  std::string name;  ///< "2024-02-29T12-00-00Z", or with "-2" when that second was taken
  std::vector<BackupFile> files;
};

/// .grader/backups/<UTC time>/<path>.
class BackupStore {
 public:
  /// @param root  the course
  explicit BackupStore(std::filesystem::path root);

  /// Replaces files: first every old content is on disk as a backup, then the new contents go into place one by one.
  /// A file that is missing is created, one that is a link is replaced by a file; its target stays as it is.
  /// @param files  path relative to the course -> new content
  /// @return       the backup; without files when there was nothing to keep
  /// @throws EnvironmentError  nothing was replaced that is not in the backup
  struct Replacement {
    std::filesystem::path relative;
    std::string content;
  };
  Backup replace(const std::vector<Replacement>& files) const;

  /// Newest first.
  std::vector<Backup> list() const;
  /// The kept content. @throws EnvironmentError
  std::string read(const Backup& backup, const BackupFile& file) const;
  /// Where a backup's files lie, relative to the course.
  std::filesystem::path folder(const Backup& backup) const;

 private:
  std::filesystem::path root_;
};

}  // namespace grader
