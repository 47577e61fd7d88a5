/// @file
/// What lateness takes.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "gradebook/class_record.hpp"

namespace grader {

/// When a module is due for a student: the latest of its due time and the extensions that apply, so that an extension never
/// takes time away. None: it has no due time, and nothing is late.
std::optional<std::chrono::sys_seconds> due_for(const Assignment& assignment, const std::string& student,
                                                const std::vector<Extension>& extensions);

/// Whole days begun after due time and grace: exactly then is 0, a second later 1, a day and a second later 2.
int days_late(std::chrono::sys_seconds submitted, std::chrono::sys_seconds due, int grace_minutes);

/// Percent of the raw points that so many days take: 0 to 100.
double late_percent(int days, const LatePolicy& policy);

/// @throws UsageError  a grace below zero, a percentage outside 0 to 100
void require_sensible(const LatePolicy& policy);

}  // namespace grader
