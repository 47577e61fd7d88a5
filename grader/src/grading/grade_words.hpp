/// @file
/// Words and marks that the pages share.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "grading/grade_result.hpp"

namespace grader {

/// A coloured word: "passed", "did not compile". Markup.
std::string status_mark(Status status);
std::string mark(std::string_view kind, std::string_view word);

/// "12.5 of 30 points"; whole numbers without a point. Text.
std::string points_text(double earned, double possible);

/// 2026-03-01 17:59 UTC for "2026-03-01T17:59:00Z"; other text as it is.
std::string time_text(const std::string& time);

/// The hidden tests of a task, if it has any.
const HiddenTests* hidden_of(const ModuleGrade& module, std::string_view task);
bool all_passed(const HiddenTests& hidden);

}  // namespace grader
