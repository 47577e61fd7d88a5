/// @file
/// What the inner program takes upon itself before it starts, the same in every tier but `none`: no privileges, Landlock, a
/// filter of system calls; and the limits.
#pragma once

#include "plan.hpp"

namespace grader::sandbox {

/// No program that is started from here on gains a privilege, and we have none left.
void drop_privileges();
/// Files by Landlock, and from ABI 4 on TCP, from 6 on signals and abstract sockets to processes outside.
/// @param temporary  the private folder for temporary files
void confine_files(const Plan& plan, const std::string& temporary);
/// The deny list of system calls.
/// @param own_tree  false: it also keeps files outside from being changed in ways that Landlock does not see
void filter_system_calls(bool own_tree);
/// @param others  processes that the limit of processes counts though they are not the sandbox's
void set_limits(const Plan& plan, std::uint64_t others);

}  // namespace grader::sandbox
