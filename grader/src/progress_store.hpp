/// @file
/// Opening the progress database whatever state it is in. Only progress.cpp needs this.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sqlite.hpp"

namespace grader {

/// The file, its schema, and what is done when it is damaged.
class ProgressStore {
 public:
  explicit ProgressStore(std::filesystem::path root);

  /// Runs `work(database)` and returns true; a damaged database is replaced by a new one and the work is run again
  /// there. False, with a warning, when there is no database to work on or it refuses.
  template <typename Work>
  bool use(const Work& work) {
    for (int attempt = 0; attempt < 2 && database_.has_value(); ++attempt) {
      try {
        work(*database_);
        return true;
      } catch (const SqliteError& error) {
        if (attempt > 0 || !replace_damaged(error)) {
          refuse(error);
          return false;
        }
      }
    }
    return false;
  }

  bool writable() const { return database_.has_value() && writable_; }
  std::vector<std::string> take_warnings();

 private:
  void open();
  void open_for_reading(const SqliteError& reason);
  bool replace_damaged(const SqliteError& error);
  void refuse(const SqliteError& error);
  void warn(std::string text);
  std::filesystem::path file() const;

  std::filesystem::path root_;
  std::optional<Database> database_;
  bool writable_ = false;
  std::vector<std::string> warnings_;
};

}  // namespace grader
