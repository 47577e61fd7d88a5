/// @file
/// The last steps before the program: what it may is settled, and it starts.
#pragma once

#include "plan.hpp"

namespace grader::sandbox {

/// Keeps open only 0, 1, 2, and `also` if not -1.
void close_descriptors(int also);
/// Confines itself as the tier says and becomes the program.
/// @param temporary  the private folder for temporary files
/// @param others     processes that the limit of processes counts though they are not the sandbox's
[[noreturn]] void become_inner(const Plan& plan, const std::string& temporary, std::uint64_t others = 0);
/// A writable mount's own folder goes to the plan's user when we are root; no link is followed.
void hand_over(const Mount& mount, const Plan& plan);
/// Root becomes the plan's user. Others stay who they are.
void become_unprivileged(const Plan& plan);

}  // namespace grader::sandbox
