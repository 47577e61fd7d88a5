/// @file
/// What a gradebook holds, as plain data: the class, the plan, the rules, every attempt. Marks are computed from it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace grader {

struct Student {
  std::string id;  ///< as in the submissions
  std::string name;
  std::string email;
  std::string section;
  std::map<std::string, std::string> others;  ///< other columns of the roster: "SIS User ID" -> "4711"
  bool enrolled = false;                      ///< in the roster; otherwise only something was handed in
};

/// A module as the class meets it.
struct Assignment {
  std::string folder;  ///< "12_attention"
  int number = 0;
  std::string title;
  int possible = 0;
  std::optional<double> weight;  ///< none: by ClassMarks::weights
  std::string due;               ///< UTC; empty: never late

  /// Set by the instructor; otherwise only somebody handed it in.
  bool is_planned() const { return weight.has_value() || !due.empty(); }
};

/// More time for one student.
struct Extension {
  std::string student;
  std::string folder;  ///< empty: every module
  std::string due;     ///< UTC
};

/// Which attempt counts: the one with the best mark after lateness, or the last one handed in.
enum class AttemptChoice { best, last };

struct LatePolicy {
  int grace_minutes = 0;
  double percent_a_day = 0;  ///< of the raw points, for each day begun after due time and grace
  double at_most = 100;      ///< the most percent that lateness takes
  AttemptChoice attempt = AttemptChoice::best;
};

struct TaskPoints {
  std::string folder;
  std::string task;  ///< its name
  int earned = 0;
  int possible = 0;
};

/// One graded submission, without its JSON.
struct GradedAttempt {
  std::int64_t id = 0;  ///< in the order of recording
  std::string student;
  std::string submission;
  std::string digest;
  std::string submitted;  ///< UTC
  std::string graded;
  std::string edition;
  std::string sandbox;
  std::string fault;
  std::vector<TaskPoints> points;
  std::string handed_in_as{};  ///< the identifier in the submission: another than `student` where that is an alias
};

struct ClassRecord {
  std::vector<Student> students;        ///< by id
  std::vector<Assignment> assignments;  ///< in the order of the course
  std::vector<Extension> extensions;
  LatePolicy policy;
  std::vector<GradedAttempt> attempts;  ///< by student, then time handed in
  /// Identifier -> the student it stands for. It is in neither of the lists above; its attempts and extensions are that student's.
  std::map<std::string, std::string> aliases;

  /// Whom an identifier stands for: itself, unless it is an alias.
  const std::string& person(const std::string& identifier) const {
    const auto found = aliases.find(identifier);
    return found == aliases.end() ? identifier : found->second;
  }
};

}  // namespace grader
