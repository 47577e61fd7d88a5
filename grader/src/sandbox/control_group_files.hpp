/// @file
/// The files through which the kernel is told of control groups.
#pragma once

#include <filesystem>
#include <string_view>

namespace grader {

/// The kernel's files are there already; one that is not is no control group's. False: with errno.
bool write_kernel_file(const std::filesystem::path& path, std::string_view text);

}  // namespace grader
