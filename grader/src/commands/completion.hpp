/// @file
/// `grader completion bash|zsh|fish`: prints the script that teaches a shell the grader's commands; and what those scripts ask.
#pragma once

#include <string>
#include <vector>

#include "completion/command_table.hpp"
#include "errors.hpp"
#include "terminal.hpp"

namespace grader {

struct CompletionOptions {
  std::string shell;
  Terminal terminal;
};

/// @throws UsageError  another shell: which there are
ExitStatus run_completion(const CompletionOptions& options);

/// `grader complete WORD...`, for the scripts: what can stand at the last word of an unfinished line. Prints "words",
/// "files" (names of files can stand there too) or "folders" (only those), then a candidate a line, with a tab before its
/// description. Not only those that begin with the word: shells choose themselves.
ExitStatus complete_line(const CommandDescription& program, const std::vector<std::string>& words,
                         const Terminal& terminal);

}  // namespace grader
