/// @file
/// What the databases of the grader have in common: making one when another grader does so too, and moving a damaged one
/// aside.
#pragma once

#include <filesystem>

#include "sqlite.hpp"

namespace grader {

/// The number that `PRAGMA user_version` keeps; 0: a new file.
int format_of(Database& database);

/// Write-ahead logging: a kill leaves the last whole transaction, and readers never wait. A file system that has no shared
/// memory keeps SQLite's rollback journal, which is as safe and a little slower. @throws SqliteError
void use_write_ahead_log(Database& database);

/// Runs `schema`, which ends by setting the user_version, unless another grader was first.
/// @throws SqliteError  among others SQLITE_NOTADB: tables are there that are not the grader's
void create_tables(Database& database, const char* schema);

/// Reads the whole file. False for anything but a sound database of this format.
bool is_intact(const std::filesystem::path& file, int format);

/// Renames the file, and its log, to "<file>.damaged-<UTC time>", with "-2" when that is taken. @return the new path
/// @throws std::filesystem::filesystem_error
std::filesystem::path move_database_aside(const std::filesystem::path& file);

/// Held while a damaged database is replaced, so that of two graders only one does it. Released by the system on a kill.
class FileLock {
 public:
  explicit FileLock(const std::filesystem::path& path);
  ~FileLock();
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

}  // namespace grader
