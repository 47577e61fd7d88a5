/// @file
/// The one place where what went wrong becomes a sentence and an exit status.
#pragma once

#include <functional>

namespace grader {

/// Runs a command. What it throws is told on standard error. Throws nothing itself.
/// @return the command's status, an ExitStatus for an exception, 128 + signal after Ctrl-C
int run_guarded(const std::function<int()>& command);

}  // namespace grader
