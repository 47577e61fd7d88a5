/// @file
/// The rows that one attempt takes in the gradebook. Only the gradebook needs this.
#pragma once

#include <cstdint>
#include <string>

#include "grading/grade_result.hpp"
#include "sqlite.hpp"

namespace grader {

/// Replaces the points of an attempt by those of `grade`, and enters its modules into the plan where they are missing.
void write_points(Database& database, std::int64_t attempt, const SubmissionGrade& grade);

/// Whom an identifier stands for: itself, unless it is an alias.
std::string person_of(Database& database, const std::string& identifier);

}  // namespace grader
