/// @file
/// A zip tells each name twice, and programs differ in which they believe. One that tells two stories is refused whole.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace grader {

bool is_zip(std::string_view bytes);

/// Walks the central directory and each entry's own header.
/// @return  why the archive is refused ("it is cut off"), or empty: both agree, no name holds a NUL
std::string zip_refusal(std::string_view bytes, std::size_t most_entries);

}  // namespace grader
