/// @file
/// Writing an export without ever losing a file.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace grader {

/// A file of the instructor's: a roster, or a table that marks are merged into. @throws UsageError  it is not there
std::string read_table_file(const std::filesystem::path& path);

/// Writes atomically. What stood at `path` with other content is kept beside it as "<name>.backup-<UTC time>".
/// @param merge_input  the file that was merged into; empty: none
/// @param in_place     `path` may be that file
/// @return  the backup, if one was made
/// @throws UsageError        `path` is the input, and not in place
/// @throws EnvironmentError  it cannot be written; what stood there stands
std::optional<std::filesystem::path> write_export(const std::filesystem::path& path, const std::string& content,
                                                  const std::filesystem::path& merge_input, bool in_place);

}  // namespace grader
