/// @file
/// Folders that belong to a process while it lives: the system lets go of them, however it ends.
#pragma once

#include <filesystem>

#include "process_launch.hpp"

namespace grader {

/// Holds the folder while what is returned is open. Not open: somebody else holds it, it is gone, or its file system knows no locks;
/// errno says which, EWOULDBLOCK for the first.
Descriptor hold_folder(const std::filesystem::path& folder);

}  // namespace grader
