/// @file
/// Which course judges: the published edition together with what only the instructor has.
#pragma once

#include <string>

#include "course.hpp"

namespace grader {

/// SHA-256 over the edition's files (edition/edition.hpp), the references and the hidden tests: whatever a verdict depends on.
std::string course_digest(const Course& course);

}  // namespace grader
