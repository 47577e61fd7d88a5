/// @file
/// The last steps before the program: what it may is settled, and it starts.
#pragma once

#include "plan.hpp"

namespace grader::sandbox {

/// Keeps open only 0, 1, 2, and `also` if not -1.
void close_descriptors(int also);
/// Confines itself as the tier says and becomes the program.
/// @param temporary  the private folder for temporary files
[[noreturn]] void become_inner(const Plan& plan, const std::string& temporary);
/// Root becomes the plan's user. Others stay who they are.
void become_unprivileged(const Plan& plan);

}  // namespace grader::sandbox
