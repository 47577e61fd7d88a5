/// @file
/// Several modules named at once: "1-5,12".
#pragma once

#include <string_view>
#include <vector>

#include "course.hpp"

namespace grader {

/// Modules in the order of the course, each once. Numbers, ranges of numbers and names, separated by commas.
/// @param text  empty: none
/// @throws UsageError  a module that is not there, or a range backwards
std::vector<const Module*> select_modules(const Course& course, std::string_view text);

}  // namespace grader
