/// @file
/// The limits of a whole sandbox, which the grader has set.
#pragma once

#include "plan.hpp"

namespace grader::sandbox {

/// All our processes count from here on. Without a group in the plan nothing happens; with one that cannot be entered the
/// program is not started.
void enter_control_group(const Plan& plan);

}  // namespace grader::sandbox
