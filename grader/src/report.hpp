/// @file
/// A verdict as text for a person, as JSON and as JUnit XML for machines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "course.hpp"
#include "terminal.hpp"
#include "verdict.hpp"

namespace grader {

/// What `grader check` prints for one module.
/// @param verbose  every failure in full, with what the test printed; otherwise the first
void print_report(const Terminal& terminal, const Course& course, const ModuleVerdict& verdict, bool verbose);

/// "Shifting every score changes nothing" for "Softmax.ShiftingEveryScoreChangesNothing".
std::string claim_in_words(std::string_view test);

/// One check as `groundup/check/1`, ending in a newline.
std::string json_report(const ModuleVerdict& verdict);
/// A module that could not be judged, by a fault of the course.
struct UnjudgedModule {
  std::string folder;
  std::string fault;  ///< what CourseFault says
};
/// Several as `groundup/check-all/1`.
std::string json_report_all(const std::vector<ModuleVerdict>& verdicts,
                            const std::vector<UnjudgedModule>& unjudged = {});

/// JUnit XML as GoogleTest shapes it: a testsuite a task, a testcase a test; a module that could not be judged is a
/// testsuite with one error.
std::string junit_report(const std::vector<ModuleVerdict>& verdicts, const std::vector<UnjudgedModule>& unjudged = {});
/// Text made safe for XML 1.0: entities, and U+FFFD for control characters and bytes that are not UTF-8.
std::string xml_escape(std::string_view text);

}  // namespace grader
