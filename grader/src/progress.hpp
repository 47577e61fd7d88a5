/// @file
/// What the student has done so far, kept in .grader/progress.sqlite.
#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "course.hpp"
#include "file_hashes.hpp"
#include "obstacle.hpp"
#include "verdict.hpp"

namespace grader {

/// edited: every task passed, but a file differs from what was checked.
enum class Completion { unfinished, edited, complete };

/// A task's newest attempt with the student's own files.
struct TaskProgress {
  bool attempted = false;
  Status status = Status::failed;
  int earned = 0;
  bool changed = false;         ///< its own file differs from what was checked
  bool module_changed = false;  ///< a file of the module differs from what was checked
  Obstacle obstacle;            ///< what kept it from its points
};

/// A failure of the history.
struct FailedTest {
  std::string folder;
  std::string task;
  std::string name;
  std::string mistake;  ///< or empty
};

/// One row of the history.
struct Attempt {
  std::int64_t id = 0;
  std::string time;  ///< UTC, "2024-02-29T12:00:00.000Z"
  std::string folder;
  std::string provider;
  std::map<std::string, std::string> base;
  Status status = Status::failed;
  int earned = 0;
  int possible = 0;
  FileHashes files;
};

/// The database. It never makes a command fail: what cannot be kept becomes a warning.
/// Safe against a kill at any moment (a transaction an attempt, write-ahead log) and against several graders at once.
class Progress {
 public:
  /// A damaged database is moved aside to progress.sqlite.damaged-<time> and a new one begun; one that cannot be
  /// written is read; where even that fails nothing is kept. warnings() says which.
  explicit Progress(const Course& course);
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// Keeps an attempt. Do not call it for a run with --filter: its tasks are not whole.
  /// @param files  hash_student_files() from before the build; empty: hashed now
  /// @param time   utc_time(); empty: now. The attempts of one `check --all` share theirs: see last_checks()
  void record(const ModuleVerdict& verdict, const FileHashes& files = {}, const std::string& time = "");

  /// Every task's newest attempt (provider mine) passed, on files with the hashes that they have now.
  bool is_complete(const Module& module) const { return completion(module) == Completion::complete; }
  Completion completion(const Module& module) const;
  TaskProgress task(const Module& module, const Task& task) const;
  /// Of every task, in the order of the module.
  std::vector<TaskProgress> tasks(const Module& module) const;
  /// Newest first.
  std::vector<Attempt> attempts(const Module& module) const;
  /// Folder -> time of its newest attempt (provider mine). Attempts that share their time with one of another module
  /// are a `check --all`, which says nothing about where the student works, and are left out.
  std::map<std::string, std::string> last_checks() const;
  /// The tests of the newest attempt (provider mine) that failed with something written, and have not passed since:
  /// failed, crashed or timed out, but no `todo`. In the order of their names; empty where there are none.
  std::vector<FailedTest> last_failures() const;

  /// Number of hints of the task shown so far, 0 to 3.
  int hints_used(const Module& module, const Task& task) const;
  /// @param strength  1 to 3
  void record_hint(const Module& module, const Task& task, int strength);
  /// @param passed  the task had been passed before the solution was shown
  void record_solution(const Module& module, const Task& task, bool passed);

  /// Whether what is recorded from now on will be there next time.
  bool keeps() const;
  /// Sentences for the student, each said once; calling it empties the list.
  std::vector<std::string> take_warnings() const;

 private:
  struct Store;
  std::unique_ptr<Store> store_;
};

}  // namespace grader
