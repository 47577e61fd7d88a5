/// @file
/// The ways in, one a tier. None returns: each ends as the inner program ended.
#pragma once

#include "plan.hpp"

namespace grader::sandbox {

[[noreturn]] void run_in_namespaces(const Plan& plan);
[[noreturn]] void run_in_bubblewrap(const Plan& plan);
/// What bwrap starts: it has made the tree and the namespaces, we keep and confine.
[[noreturn]] void run_inside_bubblewrap(const Plan& plan);
/// Landlock, or limits only: on the machine's own tree.
[[noreturn]] void run_on_the_machine(const Plan& plan);

}  // namespace grader::sandbox
