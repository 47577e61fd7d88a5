/// @file
/// What a check is about, before anything is built: whose work is tested, and what stands below it.
#pragma once

#include "check.hpp"
#include "course.hpp"
#include "verdict.hpp"

namespace grader {

class Progress;

/// What stands below the module when this is checked.
/// @param reasons   is told why a reference stands where a student could have expected his own work; may be null
/// @throws UsageError  this edition lacks the reference that was asked for
Base base_below(const Course& course, const Module& module, const CheckRequest& request, const Progress* progress,
                BaseReasons* reasons = nullptr);

/// The verdict with everything that is known before a build: module, provider, base with its reasons, compiler.
/// @param progress  says which modules are complete, for the automatic base; may be null: none
/// @throws UsageError  there is no such provider, or this edition lacks the reference that was asked for
ModuleVerdict begin_verdict(const Course& course, const Module& module, const CheckRequest& request,
                            const Progress* progress);

}  // namespace grader
