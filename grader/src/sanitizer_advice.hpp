/// @file
/// When a run with the sanitizers is worth its seconds.
#pragma once

#include <string>

#include "verdict.hpp"

namespace grader {

/// What to say of `--sanitize` after this failure, begun with ". "; mostly nothing. A sanitized run ends at the fault
/// itself, a plain one where its consequences show: that helps after a crash, and after wrong numbers that no known
/// mistake makes, because memory that is gone reads like any number. A wrong shape, text or exception does not come from
/// there.
/// @param failure  the one that is explained in full, of `task`
std::string sanitizer_advice(const ModuleVerdict& verdict, const TaskVerdict& task, const TestVerdict& failure);

}  // namespace grader
