/// @file
/// What the probe of the tiers tries inside: each attempt does what a forger would do and says whether it was held.
#pragma once

namespace grader::sandbox {

/// Arguments after the program's name: "try", a folder of the machine that everybody may read and write and that holds the file
/// "secret", and the id of a process of the machine. Prints a line an attempt: its key, "held" or "open", and why.
/// Each attempt is bounded by itself. Returns 0.
int try_everything(int count, char** arguments);

/// Eight processes that take 24 MiB each and then wait for each other.
int take_memory_together();

}  // namespace grader::sandbox
