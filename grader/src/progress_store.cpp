#include "progress_store.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <thread>
#include <utility>

#include "clock.hpp"

namespace grader {
namespace {

constexpr int schema_version = 1;

constexpr const char* schema = R"(
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

int version_of(Database& database) {
  Statement statement = database.prepare("PRAGMA user_version");
  return statement.step() ? static_cast<int>(statement.integer(0)) : 0;
}

bool is_empty(Database& database) {
  Statement statement = database.prepare("SELECT count(*) FROM sqlite_master");
  return statement.step() && statement.integer(0) == 0;
}

/// Write-ahead logging: a kill leaves the last whole attempt, and readers never wait. A file system that has no shared
/// memory keeps SQLite's rollback journal, which is as safe and a little slower.
void use_write_ahead_log(Database& database) {
  // Two graders that make the switch at once meet in a lock for which SQLite does not wait by itself.
  for (int attempt = 0;; ++attempt) {
    try {
      database.execute("PRAGMA journal_mode = WAL");
      break;
    } catch (const SqliteError& error) {
      if (error.is_damage() || attempt >= 100) throw;
      if (error.code() != SQLITE_BUSY && error.code() != SQLITE_LOCKED) break;
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }
  database.execute("PRAGMA synchronous = NORMAL");
}

void create_schema(Database& database) {
  Transaction transaction(database);
  if (version_of(database) == 0) {  // another grader may have been first
    if (!is_empty(database)) throw SqliteError(SQLITE_NOTADB, "it holds tables that are not the grader's");
    database.execute(schema);
  }
  transaction.commit();
}

/// Held while a damaged database is replaced, so that of two graders only one does it. Released by the system on a
/// kill.
class FileLock {
 public:
  explicit FileLock(const std::filesystem::path& path)
      : descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644)) {
    if (descriptor_ >= 0) flock(descriptor_, LOCK_EX);
  }
  ~FileLock() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  FileLock(const FileLock&) = delete;
  FileLock& operator=(const FileLock&) = delete;

 private:
  int descriptor_;
};

bool is_intact(const std::filesystem::path& path) {
  try {
    Database database(path, Database::Mode::read_write);
    Statement statement = database.prepare("PRAGMA quick_check(1)");
    return statement.step() && statement.text(0) == "ok" && version_of(database) == schema_version;
  } catch (const SqliteError&) {
    return false;
  }
}

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
  const int version = version_of(database);
  if (version > schema_version) {
    warn("progress is not kept: .grader/progress.sqlite was written by a newer grader (format " +
         std::to_string(version) + ", this one knows " + std::to_string(schema_version) +
         "). Build the grader anew: make start");
    return;
  }
  use_write_ahead_log(database);
  if (version == 0) create_schema(database);
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
      if (version_of(database) != schema_version) continue;
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
    if (!is_intact(file())) {
      std::filesystem::path aside = file();
      aside += ".damaged-" + utc_file_name();
      for (int number = 2; std::filesystem::exists(aside); ++number) {
        aside = file();
        aside += ".damaged-" + utc_file_name() + "-" + std::to_string(number);
      }
      move_aside(aside);
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

/// The log goes first: beside a new database it would be taken for that one's.
void ProgressStore::move_aside(const std::filesystem::path& to) {
  for (const char* suffix : {"-wal", "-shm", ""}) {
    std::filesystem::path from = file();
    from += suffix;
    std::filesystem::path target = to;
    target += suffix;
    if (std::filesystem::exists(std::filesystem::symlink_status(from))) std::filesystem::rename(from, target);
  }
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
