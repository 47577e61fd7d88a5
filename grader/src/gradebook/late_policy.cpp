#include "gradebook/late_policy.hpp"

#include <fmt/core.h>

#include <algorithm>

#include "clock.hpp"
#include "errors.hpp"

namespace grader {

std::optional<std::chrono::sys_seconds> due_for(const Assignment& assignment, const std::string& student,
                                                const std::vector<Extension>& extensions) {
  if (assignment.due.empty()) return std::nullopt;
  std::chrono::sys_seconds due = parse_time(assignment.due);
  for (const Extension& extension : extensions) {
    const bool applies =
        extension.student == student && (extension.folder.empty() || extension.folder == assignment.folder);
    if (applies) due = std::max(due, parse_time(extension.due));
  }
  return due;
}

int days_late(std::chrono::sys_seconds submitted, std::chrono::sys_seconds due, int grace_minutes) {
  const std::chrono::seconds late = submitted - due - std::chrono::minutes(grace_minutes);
  if (late.count() <= 0) return 0;
  return static_cast<int>(std::chrono::ceil<std::chrono::days>(late).count());
}

double late_percent(int days, const LatePolicy& policy) {
  return std::clamp(std::min(days * policy.percent_a_day, policy.at_most), 0.0, 100.0);
}

void require_sensible(const LatePolicy& policy) {
  const auto is_percentage = [](double value) { return value >= 0 && value <= 100; };
  if (policy.grace_minutes < 0) {
    throw UsageError(
        fmt::format("A grace is not negative: --grace 15 is a quarter of an hour, not {}.", policy.grace_minutes));
  }
  if (!is_percentage(policy.percent_a_day) || !is_percentage(policy.at_most)) {
    throw UsageError(fmt::format("Percentages go from 0 to 100: --percent-a-day 10 --at-most 50, not {:g} and {:g}.",
                                 policy.percent_a_day, policy.at_most));
  }
}

}  // namespace grader
