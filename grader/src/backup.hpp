/// @file
/// Replacing a student's file without ever losing a line of it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace grader {

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

  struct Replacement {
    std::filesystem::path relative;  ///< to the course
    std::string content;
  };
  /// First every old content is on disk as a backup, then the new contents go into place one by one. A file that is
  /// missing is created, one that is a link is replaced by a file; the link's target is kept in the backup and stays as
  /// it is. What an editor saves in between is kept as `<path>.saved-meanwhile`.
  /// @return  the backup; without files when there was nothing to keep
  /// @throws EnvironmentError  nothing was replaced that is not in the backup
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
