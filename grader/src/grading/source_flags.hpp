/// @file
/// What an honest solution does not contain: shown to a person, never a reason to take points.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "grading/grade_result.hpp"

namespace grader {

/// At most one flag of a kind: inclusion of odd files, assembler, constructors before main, a main of its own, the test framework, the
/// process (exit, fork, ptrace, dlopen, signals), redefinition of the kit's macros.
/// @param path  for the flag
std::vector<Flag> source_flags(const std::string& path, std::string_view source);

}  // namespace grader
