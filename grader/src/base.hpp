/// @file
/// What stands below the module under test: for every module it needs, the student's work or the reference.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

#include "course.hpp"

namespace grader {

enum class BaseChoice { automatic, mine, reference };

/// Module folder -> "mine" or "reference".
using Base = std::map<std::string, std::string>;

/// Module folder -> why the reference stands there and not the student's module: "not finished".
using BaseReasons = std::map<std::string, std::string>;

/// @param complete  whether the student has finished a module and not touched it since
/// @throws UsageError  `reference` is asked for and this edition has none
Base resolve_base(const Course& course, const Module& module, BaseChoice choice,
                  const std::function<bool(const Module&)>& complete);

/// "stands on the reference 01-05", "stands on the reference 01-03 (not finished), 05 (edited since), your 04"; empty
/// for a module that needs nothing.
std::string describe_base(const Course& course, const Base& base, const BaseReasons& reasons = {});

/// Whether this edition holds the reference of every module that `module` needs.
bool has_references_below(const Course& course, const Module& module);

/// Every module of `base` from the reference.
Base reference_base(const Base& base);
bool is_all_reference(const Base& base);

/// The first module, in the order of the course, whose student's version alone makes the tests fail; empty if none does
/// alone. Tries one swap a module, so it costs at most one run of the failing tests for each module of the student's.
/// @param passes  runs the failing tests on a base
std::string find_blame(const Course& course, const Base& base, const std::function<bool(const Base&)>& passes);

}  // namespace grader
