/// @file
/// A user namespace with one id: ours. The kernel counts processes in each by itself.
#pragma once

#include <cstdint>

#include "handle.hpp"

namespace grader::sandbox {

/// @param process  /proc/self as it was opened, because a tree of our own has no /proc; not open: nobody has a name inside
/// @param more     other namespaces to make with it (CLONE_NEWNS ...)
/// @return false: the system allows none, with errno
bool enter_user_namespace(const Handle& process, int more);

/// Makes the limit of processes count only those of the sandbox. Where the system allows no user namespace the limit counts all
/// processes of our user, so these are added to it.
/// @return how many are added
std::uint64_t count_processes_apart();

}  // namespace grader::sandbox
