#include "gradebook/gradebook_file.hpp"

#include <sqlite3.h>

#include <system_error>
#include <utility>

#include "database_file.hpp"
#include "errors.hpp"

namespace grader {
namespace {

constexpr int gradebook_format = 2;

/// Times are UTC, "2026-03-01T17:59:00Z", so that their order as text is their order in time.
constexpr const char* gradebook_schema = R"(
CREATE TABLE students (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, email TEXT NOT NULL, section TEXT NOT NULL, others TEXT NOT NULL,
  enrolled INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE aliases (identifier TEXT PRIMARY KEY, student TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE assignments (
  folder TEXT PRIMARY KEY, number INTEGER NOT NULL, title TEXT NOT NULL, possible INTEGER NOT NULL,
  weight REAL, due TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE extensions (
  student TEXT NOT NULL, folder TEXT NOT NULL, due TEXT NOT NULL, PRIMARY KEY (student, folder)) WITHOUT ROWID;
CREATE TABLE policy (
  id INTEGER PRIMARY KEY CHECK (id = 1), grace_minutes INTEGER NOT NULL, percent_a_day REAL NOT NULL,
  at_most REAL NOT NULL, attempt TEXT NOT NULL);
CREATE TABLE attempts (
  id INTEGER PRIMARY KEY,
  student TEXT NOT NULL, submission TEXT NOT NULL, digest TEXT NOT NULL, submitted TEXT NOT NULL, graded TEXT NOT NULL,
  edition TEXT NOT NULL, seed TEXT NOT NULL, sandbox TEXT NOT NULL, fault TEXT NOT NULL, json TEXT NOT NULL,
  UNIQUE (student, digest, edition, seed));
CREATE INDEX attempts_by_content ON attempts (digest, edition, seed);
CREATE TABLE points (
  attempt INTEGER NOT NULL REFERENCES attempts, folder TEXT NOT NULL, task TEXT NOT NULL,
  earned INTEGER NOT NULL, possible INTEGER NOT NULL, PRIMARY KEY (attempt, folder, task)) WITHOUT ROWID;
CREATE TABLE regrades (
  id INTEGER PRIMARY KEY, attempt INTEGER NOT NULL REFERENCES attempts,
  old_json TEXT NOT NULL, new_json TEXT NOT NULL, time TEXT NOT NULL, applied TEXT NOT NULL);
PRAGMA user_version = 2;
)";

/// Format 1 knew neither aliases nor who came from a roster; whoever has a name or an address did.
constexpr const char* from_format_1 = R"(
ALTER TABLE students ADD COLUMN enrolled INTEGER NOT NULL DEFAULT 0;
UPDATE students SET enrolled = 1 WHERE name != '' OR email != '' OR section != '' OR others != '{}';
CREATE TABLE aliases (identifier TEXT PRIMARY KEY, student TEXT NOT NULL) WITHOUT ROWID;
PRAGMA user_version = 2;
)";

void upgrade(Database& database) {
  Transaction transaction(database);
  if (format_of(database) == 1) database.execute(from_format_1);  // another grader may have been first
  transaction.commit();
}

}  // namespace

GradebookFile::GradebookFile(const std::filesystem::path& folder) : file_(folder / "gradebook.sqlite") {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) {
    throw EnvironmentError("cannot make the folder " + folder.string() + " for the gradebook: " + error.message() +
                           ". Name another one: --into DIR");
  }
  try {
    try {
      open();
    } catch (const SqliteError& fault) {
      if (!fault.is_damage()) throw;
      replace_damaged(fault);
    }
  } catch (const SqliteError& fault) {
    explain(fault);
  }
}

void GradebookFile::open() {
  database_.reset();
  Database database(file_, Database::Mode::read_write);
  if (database.is_read_only()) throw SqliteError(SQLITE_READONLY, "the file is write-protected");
  const int format = format_of(database);
  if (format > gradebook_format) {
    throw EnvironmentError(file_.string() + " was written by a newer grader (format " + std::to_string(format) +
                           ", this one knows " + std::to_string(gradebook_format) +
                           "). Build the grader anew: make start");
  }
  use_write_ahead_log(database);
  database.execute("PRAGMA synchronous = FULL");  // a mark that was reported survives a power cut
  if (format == 0) create_tables(database, gradebook_schema);
  {
    Statement check = database.prepare("PRAGMA quick_check(1)");
    if (check.step() && check.text(0) != "ok") throw SqliteError(SQLITE_CORRUPT, check.text(0));
  }
  if (format == 1) upgrade(database);
  database_.emplace(std::move(database));
}

void GradebookFile::replace_damaged(const SqliteError& error) {
  database_.reset();
  const FileLock lock(file_.parent_path() / "gradebook.lock");
  if (!is_intact(file_, gradebook_format)) {
    try {
      const std::filesystem::path aside = move_database_aside(file_);
      warnings_.push_back("the gradebook was damaged (" + std::string(error.what()) + "). It was kept as " +
                          aside.string() +
                          " and a new, empty one begun: put a backup of gradebook.sqlite in its place, or grade the "
                          "submissions again and set due times, extensions and roster anew.");
    } catch (const std::filesystem::filesystem_error& failure) {
      throw EnvironmentError("the gradebook " + file_.string() + " is damaged and cannot be moved aside (" +
                             failure.code().message() + "). Make its folder writable.");
    }
  }
  open();
}

void GradebookFile::explain(const SqliteError& error) const {
  const std::string what = error.what();
  if (error.code() == SQLITE_BUSY) {
    throw EnvironmentError("another program has held " + file_.string() +
                           " for 5 seconds, so nothing was recorded. Run the command again.");
  }
  if (error.is_damage()) {
    throw EnvironmentError("the gradebook " + file_.string() + " is damaged (" + what +
                           "). Run the command again: it is then moved aside, not deleted.");
  }
  throw EnvironmentError("the gradebook " + file_.string() + " refuses (" + what +
                         "). Nothing was recorded. Free some disk space and make the file and its folder writable.");
}

std::vector<std::string> GradebookFile::take_warnings() {
  return std::exchange(warnings_, {});
}

}  // namespace grader
