#include "sqlite.hpp"

#include <sqlite3.h>

namespace grader {
namespace {

constexpr int busy_milliseconds = 5000;

void require(int code, sqlite3* database) {
  if (code != SQLITE_OK) {
    throw SqliteError(code, database != nullptr ? sqlite3_errmsg(database) : sqlite3_errstr(code));
  }
}

/// A path as a URI: what SQLite would take for syntax is escaped.
std::string uri_of(const std::string& path, const char* query) {
  static constexpr char digits[] = "0123456789ABCDEF";
  std::string uri = "file:";
  for (const char letter : path) {
    if (letter == '%' || letter == '?' || letter == '#') {
      const auto byte = static_cast<unsigned char>(letter);
      uri += {'%', digits[byte >> 4U], digits[byte & 0xFU]};
    } else {
      uri += letter;
    }
  }
  return uri + query;
}

}  // namespace

bool SqliteError::is_damage() const {
  return code() == SQLITE_CORRUPT || code() == SQLITE_NOTADB || code() == SQLITE_FORMAT;
}

void Statement::Finalize::operator()(sqlite3_stmt* statement) const {
  sqlite3_finalize(statement);
}

Statement::Statement(sqlite3* database, std::string_view sql) : database_(database) {
  sqlite3_stmt* statement = nullptr;
  const int code = sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &statement, nullptr);
  statement_.reset(statement);
  require(code, database);
}

Statement& Statement::bind(int parameter, std::string_view text) {
  require(sqlite3_bind_text64(statement_.get(), parameter, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8),
          database_);
  return *this;
}

Statement& Statement::bind(int parameter, std::int64_t number) {
  require(sqlite3_bind_int64(statement_.get(), parameter, number), database_);
  return *this;
}

Statement& Statement::bind(int parameter, double number) {
  require(sqlite3_bind_double(statement_.get(), parameter, number), database_);
  return *this;
}

bool Statement::step() {
  const int code = sqlite3_step(statement_.get());
  if (code == SQLITE_ROW) return true;
  if (code == SQLITE_DONE) return false;
  throw SqliteError(code, sqlite3_errmsg(database_));
}

void Statement::run() {
  while (step()) {
  }
  reset();
}

void Statement::reset() {
  require(sqlite3_reset(statement_.get()), database_);
}

std::string Statement::text(int column) const {
  const auto* bytes = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
  const int size = sqlite3_column_bytes(statement_.get(), column);
  return bytes == nullptr ? std::string() : std::string(bytes, static_cast<std::size_t>(size));
}

std::int64_t Statement::integer(int column) const {
  return sqlite3_column_int64(statement_.get(), column);
}

double Statement::real(int column) const {
  return sqlite3_column_double(statement_.get(), column);
}

bool Statement::is_null(int column) const {
  return sqlite3_column_type(statement_.get(), column) == SQLITE_NULL;
}

void Database::Close::operator()(sqlite3* database) const {
  sqlite3_close_v2(database);
}

Database::Database(const std::string& path, Mode mode) {
  const int flags = mode == Mode::read_write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
  sqlite3* database = nullptr;
  const std::string uri = uri_of(path, mode == Mode::immutable ? "?immutable=1" : "");
  const int code = sqlite3_open_v2(uri.c_str(), &database, flags | SQLITE_OPEN_URI, nullptr);
  database_.reset(database);
  require(code, database);
  require(sqlite3_busy_timeout(database, busy_milliseconds), database);
}

void Database::execute(const char* sql) {
  require(sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr), database_.get());
}

std::int64_t Database::last_row() const {
  return sqlite3_last_insert_rowid(database_.get());
}

bool Database::is_read_only() const {
  return sqlite3_db_readonly(database_.get(), "main") == 1;
}

Transaction::Transaction(Database& database) : database_(database) {
  database_.execute("BEGIN IMMEDIATE");
}

Transaction::~Transaction() {
  if (!open_) return;
  try {
    database_.execute("ROLLBACK");
  } catch (const SqliteError&) {
    // SQLite has rolled back by itself, as it does after a full disk.
  }
}

void Transaction::commit() {
  database_.execute("COMMIT");
  open_ = false;
}

}  // namespace grader
