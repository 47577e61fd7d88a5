/// @file
/// What did not compile, as text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "terminal.hpp"
#include "verdict.hpp"

namespace grader {

/// "1 error", "2 errors".
std::string plural(std::size_t count, std::string_view noun);

/// The first problem, or all, and where the full log lies.
void print_problems(const Terminal& terminal, const ModuleVerdict& verdict, bool verbose);

}  // namespace grader
