/// @file
/// From the addresses of a crash to a line of the student's.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "suite_events.hpp"

namespace grader {

/// "modules/02_activations/src/softmax.cpp:34 in gu::softmax(gu::Tensor const&)": the innermost frame in a module's
/// src/. Empty if there is none, or no addr2line. One process a shared object, and only after a crash.
std::string crash_place(const std::filesystem::path& root, const std::vector<Frame>& frames);

/// The same out of addr2line's answer, two lines a frame: function, then file:line.
std::string students_line(const std::filesystem::path& root, const std::string& answer);

}  // namespace grader
