/// @file
/// Which modules an edition holds.
#pragma once

#include <string>
#include <vector>

#include "course.hpp"

namespace grader {

/// @param text  "1-15", "1-5,12", "12_attention"; empty: all
/// @return      in the order of the course, each once
/// @throws UsageError  no such module, or one needs another that was not chosen: they are named
std::vector<const Module*> chosen_modules(const Course& course, const std::string& text);

}  // namespace grader
