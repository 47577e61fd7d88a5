/// @file
/// C++ as the compiler takes it: for whoever looks for a word in code.
#pragma once

#include <string>
#include <string_view>

namespace grader {

/// The source without comments; what stands in quotes is kept, lines keep their numbers.
std::string without_comments(std::string_view source);

}  // namespace grader
