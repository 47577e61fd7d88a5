/// @file
/// What did not compile, as text.
#pragma once

#include "terminal.hpp"
#include "verdict.hpp"

namespace grader {

/// The first problem, or all, and where the full log lies.
void print_problems(const Terminal& terminal, const ModuleVerdict& verdict, bool verbose);

}  // namespace grader
