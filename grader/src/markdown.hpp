/// @file
/// Markdown for a terminal: paragraphs reflowed, lists indented, code left as it is.
#pragma once

#include <cstddef>
#include <string_view>

#include "terminal.hpp"

namespace grader {

/// @param indent  spaces before every line
void print_markdown(const Terminal& terminal, std::string_view text, std::size_t indent = 0);

}  // namespace grader
