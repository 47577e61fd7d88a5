/// @file
/// The scripts of grader/completion/, put into the binary by CMake so that they are wherever it is.
#pragma once

namespace grader {

extern const char* const bash_completion;
extern const char* const zsh_completion;
extern const char* const fish_completion;

}  // namespace grader
