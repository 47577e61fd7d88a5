/// @file
/// The gradebook's database file: opened, made, or moved aside when it is damaged. Only the gradebook needs this.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "sqlite.hpp"

namespace grader {

class GradebookFile {
 public:
  /// Opens <folder>/gradebook.sqlite, and makes the folder and the file where they are missing. Reads the whole file once, to
  /// find damage before a mark is read from it: about a second for a gigabyte.
  /// @throws EnvironmentError  it cannot be opened or written, or a newer grader made it
  explicit GradebookFile(const std::filesystem::path& folder);

  /// Runs `work(database)` and returns what it returns. @throws EnvironmentError  when the database refuses
  template <typename Work>
  auto use(const Work& work) {
    try {
      return work(*database_);
    } catch (const SqliteError& error) {
      explain(error);
    }
  }

  std::vector<std::string> take_warnings();

 private:
  void open();
  void replace_damaged(const SqliteError& error);
  [[noreturn]] void explain(const SqliteError& error) const;

  std::filesystem::path file_;
  std::optional<Database> database_;
  std::vector<std::string> warnings_;
};

}  // namespace grader
