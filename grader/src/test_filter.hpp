/// @file
/// GoogleTest's filter: which tests `--filter` names.
#pragma once

#include <string_view>

namespace grader {

/// Patterns between ':', with `*` and `?`; those after the first '-' take tests away again. Empty: everything.
bool matches_filter(std::string_view filter, std::string_view test);

}  // namespace grader
