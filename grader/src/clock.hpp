/// @file
/// The time of day as text, always UTC.
#pragma once

#include <chrono>
#include <ctime>
#include <string>
#include <string_view>

namespace grader {

/// "2024-02-29T12:00:00.125Z".
std::string utc_time(std::chrono::system_clock::time_point time = std::chrono::system_clock::now());
/// "2024-02-29T12-00-00Z": fit for the name of a file on any file system.
std::string utc_file_name();

/// "2026-03-01T17:59:00Z".
std::string utc_text(std::chrono::sys_seconds time);
/// Of the seconds that file systems count.
inline std::string utc_text(std::time_t moment) {
  return utc_text(std::chrono::sys_seconds(std::chrono::seconds(moment)));
}
/// @param text  "2026-03-01T17:59:00Z", "2026-03-01T18:59+01:00": a date, a time and a zone. A fraction of a second is cut.
/// @throws UsageError  anything else, a day that does not exist, or no zone; with examples
std::chrono::sys_seconds parse_time(std::string_view text);

}  // namespace grader
