/// @file
/// Which edition of one module: whether a student worked with the tests, contract and skeletons that grading goes by, however the
/// course around them was cut.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "course.hpp"

namespace grader {

/// Part -> SHA-256, for "contract" (headers and given bodies, those of the modules below too), "skeletons", "tests" and "kit" (the
/// support library and the test kit). A part whose digest is not known is left out.
using ModuleEdition = std::map<std::string, std::string>;

/// The names of all parts.
const std::vector<std::string>& edition_parts();

/// As the student has the module: skeletons by the record of the edition, else by find_skeleton().
/// @throws EnvironmentError  a file cannot be read
ModuleEdition students_edition(const Course& course, const Module& module);
/// As the instructor hands the module out: skeletons as they lie in modules/.
/// @throws EnvironmentError  likewise
ModuleEdition published_edition(const Course& course, const Module& module);

/// The parts that both know and that are not the same.
std::vector<std::string> differing_parts(const ModuleEdition& one, const ModuleEdition& other);

/// "other tests, another contract".
std::string parts_in_words(const std::vector<std::string>& names);

}  // namespace grader
