/// @file
/// The file tree of the namespaces tier: a read-only tmpfs with the system and the mounts of the plan bound into it.
#pragma once

#include "plan.hpp"

namespace grader::sandbox {

/// Builds the tree, makes it the root of our mount namespace and detaches the old one. Needs a mount namespace of our own and
/// CAP_SYS_ADMIN over it. Kernel 5.12 or newer.
void enter_own_tree(const Plan& plan);

}  // namespace grader::sandbox
