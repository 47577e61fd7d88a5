/// @file
/// Marks: computed from what the gradebook holds, never stored, so a new due time or policy counts at once.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gradebook/class_record.hpp"
#include "gradebook/strangers.hpp"

namespace grader {

struct ModuleMark {
  std::int64_t attempt = 0;  ///< the one that counts; 0: nothing of this module was graded
  int earned = 0;            ///< raw points
  int possible = 0;          ///< of that attempt; of the plan where there is none
  int days_late = 0;
  double percent_taken = 0;  ///< by lateness
  double points = 0;         ///< what counts: the raw points less what lateness takes
  std::string due;           ///< for this student, extensions included; empty: none
  std::string submitted;
  int attempts = 0;  ///< how many graded this module

  bool is_graded() const { return attempt != 0; }
};

struct StudentMarks {
  Student student;
  std::vector<ModuleMark> modules;  ///< beside ClassMarks::assignments
  /// 0 to 100: the weighted mean over the modules that count; what was not handed in counts as nothing.
  double total_percent = 0;
};

struct ClassMarks {
  std::vector<Assignment> assignments;
  /// Beside `assignments`: of each module in the total. Where the instructor has planned modules (a due time or a weight) the
  /// others weigh nothing. Without any weight a module weighs its possible points; beside a weight the others weigh 1.
  std::vector<double> weights;
  LatePolicy policy;
  std::vector<StudentMarks> students;
  std::vector<Stranger> strangers;             ///< who is in no line of the roster, where there is one
  std::map<std::string, std::string> aliases;  ///< as ClassRecord's

  /// By identifier or alias. @throws UsageError  naming the nearest
  const StudentMarks& student(const std::string& id) const;
};

/// O(attempts + students * modules * extensions).
ClassMarks compute_marks(const ClassRecord& record);

/// "8.50": what the exports write.
std::string two_decimals(double value);
/// "8.5", "9": what a person reads.
std::string short_number(double value);

}  // namespace grader
