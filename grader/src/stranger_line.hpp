/// @file
/// A line of JSON by somebody who may mean harm.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string_view>

namespace grader {

/// The document, or a discarded one where the line is no JSON or holds lists within lists beyond what the protocol has: whoever copies,
/// prints or destroys such a document goes down with it, a stack frame a level. Linear in the line.
nlohmann::json parse_stranger_line(std::string_view line);

}  // namespace grader
