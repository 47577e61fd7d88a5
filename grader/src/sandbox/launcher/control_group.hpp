/// @file
/// The limits of a whole sandbox, by cgroup v2.
#pragma once

#include "plan.hpp"

namespace grader::sandbox {

/// Makes a group for this sandbox below the plan's and enters it, so that all our processes count. Without a group in the plan nothing
/// happens; with one that cannot be had the program is not started.
void enter_control_group(const Plan& plan);

}  // namespace grader::sandbox
