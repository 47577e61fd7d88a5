/// @file
/// The time of day as text, always UTC.
#pragma once

#include <ctime>
#include <string>

namespace grader {

/// "2024-02-29T12:00:00.125Z".
std::string utc_time();
/// Of a given moment, to the second: "2024-02-29T12:00:00Z".
std::string utc_time(std::time_t moment);
/// "2024-02-29T12-00-00Z": fit for the name of a file on any file system.
std::string utc_file_name();

}  // namespace grader
