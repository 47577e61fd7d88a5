/// @file
/// The marks of a class, in SQLite: safe against a kill at any moment and against two graders at once.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "course.hpp"
#include "gradebook/class_record.hpp"
#include "gradebook/gradebook_file.hpp"
#include "grading/grade_result.hpp"

namespace grader {

/// What became of a grade that was recorded.
struct Recorded {
  std::int64_t attempt = 0;
  bool is_new = false;    ///< false: this grading was known, and nothing changed
  std::string submitted;  ///< UTC, as kept: of a submission that is known it is the first one recorded
};

/// One task whose points a regrade changes.
struct RegradeDifference {
  std::string student;
  std::string submission;
  std::string folder;
  std::string task;
  std::optional<int> before;  ///< none: it was not graded before
  std::optional<int> after;   ///< none: it is not graded any more
};

struct RegradePreview {
  std::vector<RegradeDifference> differences;  ///< by student, module, task
  std::size_t unchanged = 0;                   ///< attempts whose points stay as they are
  std::vector<std::string> unknown;            ///< submissions that are in no attempt
};

/// One transaction a call. Every call throws EnvironmentError where the file refuses.
class Gradebook {
 public:
  /// @param folder  holds gradebook.sqlite; both are made where they are missing
  explicit Gradebook(const std::filesystem::path& folder);
  /// Where gradebook.sqlite lies in a folder.
  static std::filesystem::path file_in(const std::filesystem::path& folder) { return folder / "gradebook.sqlite"; }
  /// A damaged file that was moved aside; each is told once.
  std::vector<std::string> take_warnings() { return file_.take_warnings(); }

  /// The same student, digest, edition and seed are the same attempt, which stays as it was. Another edition or seed is a new
  /// attempt of the same submission, and keeps the time at which that was first recorded as handed in.
  /// @throws UsageError  no student, or `submitted` is no time
  Recorded record(const SubmissionGrade& grade);
  /// A grade of the same content by the same course; of any seed where none is given. The student may be another one.
  std::optional<SubmissionGrade> find_cached(const std::string& digest, const std::string& edition,
                                             std::optional<std::uint64_t> seed = std::nullopt);
  /// @throws UsageError  there is no such attempt
  SubmissionGrade grade(std::int64_t attempt);
  /// Everything but the grades' JSON, as of one moment.
  ClassRecord read();

  void set_policy(const LatePolicy& policy);
  /// @param due  none: the module has no due time any more, as if it never had one
  void set_due(const Module& module, std::optional<std::chrono::sys_seconds> due);
  /// @param weight  none: as if it was never set
  /// @throws UsageError  negative, or no number
  void set_weight(const Module& module, std::optional<double> weight);
  /// @param folder  empty: every module
  /// @param due     none: takes the extension back that was given so, under whatever identifier of the student
  void extend(const std::string& student, const std::string& folder, std::optional<std::chrono::sys_seconds> due);
  /// Adds students, and takes over what the roster says of those who are known. What it leaves empty stays.
  /// @throws UsageError  one of them is an alias of another
  void enrol(const std::vector<Student>& students);

  /// From now on what is handed in under the identifier is the student's, and so is what was handed in before. Nothing is rewritten,
  /// so remove_alias() is the exact inverse.
  /// @throws UsageError  one of them is unknown, or an alias already; the identifier is in the roster, or has aliases of its own
  void add_alias(const std::string& identifier, const std::string& student);
  /// @return  whom it stood for. @throws UsageError  it is no alias
  std::string remove_alias(const std::string& identifier);

  /// Keeps the new grades beside the attempts that they would replace and says what would change. The attempt that is
  /// meant is the newest one of the student and the digest. A later preview of the same attempt takes the place of this one.
  RegradePreview preview_regrade(const std::vector<SubmissionGrade>& grades);
  /// The previews that were not applied yet.
  RegradePreview pending_regrades();
  /// Takes the previews over: points, edition, seed and JSON become the new ones, the time handed in stays, the old JSON is
  /// kept. @return  how many attempts
  std::size_t apply_regrades();

 private:
  GradebookFile file_;
};

}  // namespace grader
