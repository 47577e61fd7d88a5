/// @file
/// A verdict as JSON and back: the shapes that the documents of checks and of grades share.
#pragma once

#include <string>
#include <vector>

#include "json_reader.hpp"
#include "verdict.hpp"

namespace grader {

Json points_json(int earned, int possible);
Json tests_json(const std::vector<TestVerdict>& tests);
/// A `groundup/check/1`. Left out: whether it was sanitized, and what a passed test printed.
Json check_json(const ModuleVerdict& verdict);

/// Reads {"earned", "possible"} of `parent`. @throws JsonFault  earned is not between 0 and possible
void read_points(JsonReader& parent, int& earned, int& possible);
/// The member `tests` of `parent`. @throws JsonFault
std::vector<TestVerdict> read_tests(JsonReader& parent);
/// @throws JsonFault
ModuleVerdict read_check(JsonReader reader);

}  // namespace grader
