#include "progress_store.hpp"

#include <sqlite3.h>

#include <algorithm>
#include <utility>

#include "database_file.hpp"

namespace grader {
namespace {

constexpr int schema_version = 1;

constexpr const char* progress_schema = R"(
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  time TEXT NOT NULL, folder TEXT NOT NULL, provider TEXT NOT NULL, base TEXT NOT NULL,
  status TEXT NOT NULL, earned INTEGER NOT NULL, possible INTEGER NOT NULL);
CREATE INDEX attempts_of_a_module ON attempts (folder, provider, id);
CREATE TABLE attempt_files (
  attempt INTEGER NOT NULL REFERENCES attempts, task TEXT NOT NULL, hash TEXT NOT NULL,
  PRIMARY KEY (attempt, task)) WITHOUT ROWID;
CREATE TABLE attempt_tasks (
  attempt INTEGER NOT NULL REFERENCES attempts, task TEXT NOT NULL,
  status TEXT NOT NULL, earned INTEGER NOT NULL, possible INTEGER NOT NULL,
  PRIMARY KEY (attempt, task)) WITHOUT ROWID;
CREATE TABLE attempt_tests (
  attempt INTEGER NOT NULL REFERENCES attempts, task TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL,
  kind TEXT NOT NULL, mistake TEXT NOT NULL, message TEXT NOT NULL, seconds REAL NOT NULL,
  PRIMARY KEY (attempt, name)) WITHOUT ROWID;
CREATE TABLE hints (
  id INTEGER PRIMARY KEY, time TEXT NOT NULL, folder TEXT NOT NULL, task TEXT NOT NULL, strength INTEGER NOT NULL);
CREATE TABLE solutions (
  id INTEGER PRIMARY KEY, time TEXT NOT NULL, folder TEXT NOT NULL, task TEXT NOT NULL, passed INTEGER NOT NULL);
PRAGMA user_version = 1;
)";

}  // namespace

ProgressStore::ProgressStore(std::filesystem::path root) : root_(std::move(root)) {
  std::error_code ignored;  // what cannot be made shows when it is opened
  std::filesystem::create_directories(file().parent_path(), ignored);
  try {
    open();
  } catch (const SqliteError& error) {
    if (!replace_damaged(error)) open_for_reading(error);
  }
}

std::filesystem::path ProgressStore::file() const {
  return root_ / ".grader" / "progress.sqlite";
}

void ProgressStore::open() {
  database_.reset();
  writable_ = false;
  Database database(file(), Database::Mode::read_write);
  if (database.is_read_only()) throw SqliteError(SQLITE_READONLY, "the file is write-protected");
  const int version = format_of(database);
  if (version > schema_version) {
    warn("progress is not kept: .grader/progress.sqlite was written by a newer grader (format " +
         std::to_string(version) + ", this one knows " + std::to_string(schema_version) +
         "). Build the grader anew: make start");
    return;
  }
  use_write_ahead_log(database);
  if (version == 0) create_tables(database, progress_schema);
  database_.emplace(std::move(database));
  writable_ = true;
}

/// What was reached before still counts where nothing new can be kept.
void ProgressStore::open_for_reading(const SqliteError& reason) {
  warn("progress is not kept: .grader/progress.sqlite cannot be written (" + std::string(reason.what()) +
       "). Everything else works. Make .grader/ and the files in it writable, or free some disk space.");
  for (const auto mode : {Database::Mode::read_only, Database::Mode::immutable}) {
    try {
      Database database(file(), mode);
      if (format_of(database) != schema_version) continue;
      database_.emplace(std::move(database));
      return;
    } catch (const SqliteError&) {
      continue;  // immutable needs no lock file: it is the last that can work
    }
  }
}

bool ProgressStore::replace_damaged(const SqliteError& error) {
  if (!error.is_damage()) return false;
  database_.reset();
  const FileLock lock(file().parent_path() / "progress.lock");
  try {
    if (!is_intact(file(), schema_version)) {
      const std::filesystem::path aside = move_database_aside(file());
      warn("the progress database was damaged (" + std::string(error.what()) + "). It was kept as .grader/" +
           aside.filename().string() +
           " and a new one begun. Your code is untouched; `grader check --all` fills the new one.");
    }
    open();
    return database_.has_value();
  } catch (const std::filesystem::filesystem_error& failure) {
    warn("progress is not kept: .grader/progress.sqlite is damaged and cannot be moved aside (" +
         failure.code().message() + "). Make .grader/ writable, or delete that file.");
  } catch (const SqliteError& failure) {
    refuse(failure);
  }
  database_.reset();
  return true;
}

void ProgressStore::refuse(const SqliteError& error) {
  if (error.code() == SQLITE_BUSY) {
    warn(
        "this was not recorded: another program has held .grader/progress.sqlite for 5 seconds. Run the command "
        "again.");
  } else {
    warn("progress is not kept: .grader/progress.sqlite refuses (" + std::string(error.what()) +
         "). Everything else works. Free some disk space and make .grader/ writable.");
  }
}

void ProgressStore::warn(std::string text) {
  if (std::find(warnings_.begin(), warnings_.end(), text) == warnings_.end()) warnings_.push_back(std::move(text));
}

std::vector<std::string> ProgressStore::take_warnings() {
  return std::exchange(warnings_, {});
}

}  // namespace grader
