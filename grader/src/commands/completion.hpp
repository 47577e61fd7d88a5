/// @file
/// `grader completion bash|zsh|fish`: prints the script that teaches a shell the grader's commands.
#pragma once

#include <string>

#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct CompletionOptions {
  std::string shell;
  Terminal terminal;
};

/// @throws UsageError  another shell: which there are
ExitStatus run_completion(const CompletionOptions& options);

}  // namespace grader
