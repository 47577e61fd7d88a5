/// @file
/// In which module the student worked last.
#pragma once

#include "course.hpp"
#include "progress.hpp"

namespace grader {

/// The module with the newest sign of work: a check that named it (or went to it by itself), or the save of a file that
/// differs from what was last checked and from the skeleton. `check --all` is no sign. Null where there is none.
const Module* last_worked(const Course& course, const Progress& progress);

}  // namespace grader
