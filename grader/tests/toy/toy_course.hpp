/// @file
/// The grader run as a person runs it, on a private copy of the toy course.
#pragma once

#include <sys/types.h>

#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace grader::tests {

/// What a run of the grader left behind.
struct Outcome {
  int exit_status = -1;  ///< 128 + signal when it died of one
  std::string output;    ///< standard output
  std::string errors;    ///< standard error
  double seconds = 0;
};

using Environment = std::vector<std::pair<std::string, std::string>>;

/// The copy. It is made and built once for all tests of a process; each test begins with its files as they were.
class ToyCourse {
 public:
  /// Puts every file of the course back, forgets progress and backups. Build products stay.
  static ToyCourse& fresh();

  const std::filesystem::path& root() const { return root_; }
  /// `grader --plain ARGUMENTS`, in the course's folder, without a terminal.
  Outcome grader(const std::vector<std::string>& arguments, const Environment& environment = {}) const;
  /// Any program, likewise.
  Outcome run(const std::vector<std::string>& command, const Environment& environment = {}) const;

  /// Likewise, without waiting for its end. What it prints goes to run.out and run.err in the course's folder.
  pid_t start(const std::vector<std::string>& command, const Environment& environment = {}) const;

  void write(const std::string& file, const std::string& text) const;
  std::string read(const std::string& file) const;
  void replace(const std::string& file, const std::string& old_text, const std::string& new_text) const;
  /// Copies the reference of a module over the student's files.
  void solve(const std::string& folder) const;

 private:
  ToyCourse();
  void restore_files() const;
  std::filesystem::path root_;
};

/// Compares with grader/tests/golden/<name>.txt after times, paths and versions are replaced by words.
/// With UPDATE_GOLDEN=1 the file is written instead, for a person to read and commit.
void expect_golden(const std::string& name, const std::string& text);

/// The path of the grader under test.
std::string grader_binary();

}  // namespace grader::tests
