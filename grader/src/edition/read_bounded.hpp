/// @file
/// Reading files of strangers on disk: no links, no surprises of size or kind.
#pragma once

#include <cstdint>
#include <string>

namespace grader {

struct ReadFile {
  std::string content;
  std::string refusal;      ///< not empty: "it is a symbolic link"
  std::uint64_t names = 1;  ///< hard links
};

/// Opens `name` in the folder `folder` (a descriptor, or AT_FDCWD) without following a link at its end or waiting for a
/// pipe, and reads it if it is a regular file of at most `most` bytes.
ReadFile read_bounded(int folder, const char* name, std::uint64_t most);

}  // namespace grader
