/// @file
/// What of the machine every sandboxed program sees, read-only.
#pragma once

#include <array>

namespace grader::sandbox {

/// Programs, libraries, and the little of /etc that the loader and `c++` need.
inline constexpr auto system_paths = std::to_array<const char*>(
    {"/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/etc/ld.so.cache", "/etc/alternatives"});
inline constexpr auto device_paths =
    std::to_array<const char*>({"/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"});

}  // namespace grader::sandbox
