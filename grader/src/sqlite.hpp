/// @file
/// As much of SQLite as the grader needs, with exceptions and automatic release.
#pragma once

#include <cstdint>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace grader {

class SqliteError : public std::runtime_error {
 public:
  SqliteError(int code, const std::string& message) : std::runtime_error(message), code_(code) {}
  /// The primary result code: SQLITE_CORRUPT, SQLITE_BUSY, ...
  int code() const { return code_ & 0xFF; }
  /// The file is no intact database.
  bool is_damage() const;

 private:
  int code_;
};

/// A prepared statement. bind() counts parameters from 1, the columns of a row count from 0, both as SQLite does.
class Statement {
 public:
  Statement(sqlite3* database, std::string_view sql);

  Statement& bind(int parameter, std::string_view text);
  Statement& bind(int parameter, std::int64_t number);
  Statement& bind(int parameter, double number);
  /// Binds all parameters in order.
  template <typename... Values>
  Statement& bind_all(const Values&... values) {
    int parameter = 0;
    (bind(++parameter, values), ...);
    return *this;
  }

  /// True while there is a row.
  bool step();
  /// Runs a statement that gives no rows, and makes it ready for new values.
  void run();
  /// Ready to be bound and stepped anew.
  void reset();
  std::string text(int column) const;
  std::int64_t integer(int column) const;
  double real(int column) const;
  bool is_null(int column) const;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  sqlite3* database_;
  std::unique_ptr<sqlite3_stmt, Finalize> statement_;
};

class Database {
 public:
  enum class Mode { read_write, read_only, immutable };
  /// @throws SqliteError
  Database(const std::string& path, Mode mode);

  void execute(const char* sql);
  Statement prepare(std::string_view sql) { return {database_.get(), sql}; }
  std::int64_t last_row() const;
  bool is_read_only() const;

 private:
  struct Close {
    void operator()(sqlite3* database) const;
  };
  std::unique_ptr<sqlite3, Close> database_;
};

/// Rolls back unless commit() was called. Takes the writer's lock at once, so two graders never meet half-way.
class Transaction {
 public:
  explicit Transaction(Database& database);
  ~Transaction();
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  void commit();

 private:
  Database& database_;
  bool open_ = true;
};

}  // namespace grader
