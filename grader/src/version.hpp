/// @file
/// Dotted version numbers, as programs tell them.
#pragma once

#include <string>
#include <string_view>

namespace grader {

/// Compares dotted versions number by number: "3.9" < "3.25"; a missing number counts as 0; what follows the numbers
/// ("3.25.1-rc2", "12.2.0-14") is not looked at.
/// @return negative, zero or positive
int compare_versions(std::string_view left, std::string_view right);
/// The first dotted number in a program's answer: "cmake version 3.25.1" -> "3.25.1"; empty if there is none.
std::string find_version(std::string_view text);

}  // namespace grader
