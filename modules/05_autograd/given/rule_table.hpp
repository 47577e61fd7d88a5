/// @file
/// The rules that module 05 itself brings.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "gu/gradient_rules.hpp"

namespace gu {

using RuleTable = std::map<std::string, BackwardRule, std::less<>>;

/// One row for each recorded operation of modules 01, 02 and 04.
RuleTable course_rules();

}  // namespace gu
