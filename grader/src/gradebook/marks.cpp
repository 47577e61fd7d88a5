#include "gradebook/marks.hpp"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "clock.hpp"
#include "errors.hpp"
#include "gradebook/late_policy.hpp"
#include "nearest.hpp"

namespace grader {
namespace {

/// Attempts of one student, in the order in which they were handed in.
using Attempts = std::vector<const GradedAttempt*>;

ModuleMark mark_attempt(const GradedAttempt& attempt, const Assignment& assignment,
                        const std::vector<Extension>& extensions, const LatePolicy& policy) {
  ModuleMark mark;
  for (const TaskPoints& task : attempt.points) {
    if (task.folder != assignment.folder) continue;
    mark.attempt = attempt.id;
    mark.earned += task.earned;
    mark.possible += task.possible;
  }
  if (!mark.is_graded()) return mark;
  mark.submitted = attempt.submitted;
  const auto due = due_for(assignment, attempt.student, extensions);
  if (due) mark.days_late = days_late(parse_time(attempt.submitted), *due, policy.grace_minutes);
  mark.percent_taken = late_percent(mark.days_late, policy);
  mark.points = mark.earned * (100 - mark.percent_taken) / 100;
  return mark;
}

ModuleMark mark_module(const std::string& student, const Attempts& attempts, const Assignment& assignment,
                       const ClassRecord& record) {
  ModuleMark chosen;
  chosen.possible = assignment.possible;
  int count = 0;
  for (const GradedAttempt* attempt : attempts) {
    const ModuleMark mark = mark_attempt(*attempt, assignment, record.extensions, record.policy);
    if (!mark.is_graded()) continue;
    ++count;
    const bool better = record.policy.attempt == AttemptChoice::last || mark.points > chosen.points;
    if (!chosen.is_graded() || better) chosen = mark;
  }
  chosen.attempts = count;
  const auto due = due_for(assignment, student, record.extensions);
  if (due) chosen.due = utc_text(*due);
  return chosen;
}

std::vector<double> weights_of(const std::vector<Assignment>& assignments) {
  bool any_planned = false;
  bool any_weighted = false;
  for (const Assignment& each : assignments) {
    any_planned = any_planned || each.is_planned();
    any_weighted = any_weighted || each.weight.has_value();
  }
  std::vector<double> weights;
  for (const Assignment& each : assignments) {
    const bool counts = each.is_planned() || !any_planned;
    // Points beside weights would be no measure: then every other module weighs 1.
    weights.push_back(counts ? each.weight.value_or(any_weighted ? 1 : each.possible) : 0);
  }
  return weights;
}

double total_of(const std::vector<ModuleMark>& marks, const std::vector<double>& weights) {
  double sum = 0;
  double all = 0;
  for (std::size_t i = 0; i < marks.size(); ++i) {
    all += weights[i];
    if (marks[i].possible > 0) sum += weights[i] * marks[i].points / marks[i].possible;
  }
  return all > 0 ? 100 * sum / all : 0;
}

}  // namespace

const StudentMarks& ClassMarks::student(const std::string& id) const {
  std::vector<std::string> known;
  const auto alias = aliases.find(id);
  for (const StudentMarks& each : students) {
    if (each.student.id == (alias == aliases.end() ? id : alias->second)) return each;
    known.push_back(each.student.id);
  }
  const std::vector<std::string> near = nearest(id, known);
  throw UsageError("There is no student '" + id + "' in the gradebook." +
                   (near.empty() ? " `grader gradebook` lists them." : " Did you mean " + join_or(near) + "?"));
}

ClassMarks compute_marks(const ClassRecord& record) {
  std::map<std::string, Attempts> attempts;
  for (const GradedAttempt& attempt : record.attempts) attempts[attempt.student].push_back(&attempt);
  ClassMarks marks{record.assignments, weights_of(record.assignments), record.policy, {}, find_strangers(record),
                   record.aliases};
  for (const Student& student : record.students) {
    StudentMarks row{student, {}, 0};
    for (const Assignment& assignment : record.assignments) {
      row.modules.push_back(mark_module(student.id, attempts[student.id], assignment, record));
    }
    row.total_percent = total_of(row.modules, marks.weights);
    marks.students.push_back(std::move(row));
  }
  return marks;
}

std::string two_decimals(double value) {
  // A value such as 8.005 lies a little below itself in binary; the nudge rounds it as a person would.
  return fmt::format("{:.2f}", std::round(value * 100 + 1e-7) / 100);
}

std::string short_number(double value) {
  std::string text = two_decimals(value);
  while (text.back() == '0') text.pop_back();
  if (text.back() == '.') text.pop_back();
  return text;
}

}  // namespace grader
