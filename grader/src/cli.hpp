/// @file
/// The command line.
#pragma once

namespace grader {

/// Parses, runs the command, reports what went wrong. Throws nothing.
/// @return an ExitStatus, or 128 + signal after Ctrl-C
int run_command_line(int argc, char** argv);

}  // namespace grader
