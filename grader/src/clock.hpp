/// @file
/// The time of day as text, always UTC.
#pragma once

#include <chrono>
#include <string>

namespace grader {

/// "2024-02-29T12:00:00.125Z".
std::string utc_time(std::chrono::system_clock::time_point time = std::chrono::system_clock::now());
/// "2024-02-29T12-00-00Z": fit for the name of a file on any file system.
std::string utc_file_name();

}  // namespace grader
