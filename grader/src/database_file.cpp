#include "database_file.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>

#include "clock.hpp"

namespace grader {
namespace {

bool is_empty(Database& database) {
  Statement statement = database.prepare("SELECT count(*) FROM sqlite_master");
  return statement.step() && statement.integer(0) == 0;
}

}  // namespace

int format_of(Database& database) {
  Statement statement = database.prepare("PRAGMA user_version");
  return statement.step() ? static_cast<int>(statement.integer(0)) : 0;
}

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

void create_tables(Database& database, const char* schema) {
  Transaction transaction(database);
  if (format_of(database) == 0) {  // another grader may have been first
    if (!is_empty(database)) throw SqliteError(SQLITE_NOTADB, "it holds tables that are not the grader's");
    database.execute(schema);
  }
  transaction.commit();
}

bool is_intact(const std::filesystem::path& file, int format) {
  try {
    Database database(file, Database::Mode::read_write);
    Statement statement = database.prepare("PRAGMA quick_check(1)");
    return statement.step() && statement.text(0) == "ok" && format_of(database) == format;
  } catch (const SqliteError&) {
    return false;
  }
}

std::filesystem::path move_database_aside(const std::filesystem::path& file) {
  const std::string name = file.string() + ".damaged-" + utc_file_name();
  std::filesystem::path aside = name;
  for (int number = 2; std::filesystem::exists(aside); ++number) aside = name + "-" + std::to_string(number);
  // The log goes first: beside a new database it would be taken for that one's.
  for (const char* suffix : {"-wal", "-shm", ""}) {
    std::filesystem::path from = file;
    from += suffix;
    std::filesystem::path target = aside;
    target += suffix;
    if (std::filesystem::exists(std::filesystem::symlink_status(from))) std::filesystem::rename(from, target);
  }
  return aside;
}

FileLock::FileLock(const std::filesystem::path& path)
    : descriptor_(::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0644)) {
  if (descriptor_ >= 0) flock(descriptor_, LOCK_EX);
}

FileLock::~FileLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace grader
