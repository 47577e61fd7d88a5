/// @file
/// What the judge decided of one submission: plain data that the gradebook keeps and the exports and pages print.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "verdict.hpp"

namespace grader {

/// Something a person should look at. A flag never changes points.
struct Flag {
  std::string kind;     ///< "symbol", "constructor", "protocol", "archive", "include", "missing", "edition", ...
  std::string where;    ///< "modules/12_attention/src/masks.cpp", a test, or empty
  std::string message;  ///< a sentence for the instructor
};

/// The tests of a task that only instructors see. What they are called and what they said stays with instructors: the student
/// is told passed or not, and no more.
struct HiddenTests {
  std::string task;  ///< "scaled_dot_product"
  std::vector<TestVerdict> tests;
};

struct ModuleGrade {
  /// On the reference below: the mark that counts. Its tasks earn points only where the hidden tests passed too.
  ModuleVerdict credit;
  /// On the submission's own modules below: for information. None where the submission has no module below, or lacks one.
  std::optional<ModuleVerdict> own_base;
  std::vector<HiddenTests> hidden;
  std::vector<std::string> missing;  ///< tasks whose file was not handed in; the skeleton was graded in its place
  std::vector<std::string>
      other_edition;  ///< parts that the student had another edition of (edition/module_edition.hpp)
};

struct SubmissionGrade {
  std::string student;           ///< identifier, from the manifest, the archive's name or the roster
  std::string submission;        ///< the archive's or folder's name
  std::string digest;            ///< SHA-256 of what was graded, in hexadecimal
  std::string submitted;         ///< "2026-03-01T17:59:00Z"; never moved by a regrade
  std::string graded;            ///< likewise
  std::string edition;           ///< digest of the course that graded
  std::uint64_t seed = 0;        ///< of the random inputs, drawn after submission
  std::string sandbox;           ///< "namespaces", "bubblewrap", "landlock", or "none": --unsandboxed
  bool memory_together = false;  ///< a control group limited the memory of all processes of a sandbox together
  std::string why_not_together;  ///< in words, where it did not
  std::string fault;  ///< not empty: nothing could be graded (a broken archive), and this is why, for the student
  std::vector<ModuleGrade> modules;
  std::vector<Flag> flags;
  double seconds = 0;
  double compile_seconds = 0;  ///< of `seconds`, in compilers and linkers

  int earned() const;
  int possible() const;
};

/// As `groundup/grade/1`, for instructors: hidden tests and flags included. `grader/schema/grade-1.schema.json` describes it.
std::string grade_to_json(const SubmissionGrade& grade);
/// @throws std::runtime_error  no such document
SubmissionGrade grade_from_json(const std::string& text);

}  // namespace grader
