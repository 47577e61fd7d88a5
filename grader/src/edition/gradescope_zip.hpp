/// @file
/// The autograder zip of Gradescope: the whole course, and the two scripts that the service calls.
#pragma once

#include <cstddef>
#include <filesystem>
#include <vector>

#include "edition/allow_list.hpp"

namespace grader {

/// setup.sh and run_autograder at the top (from grader/edition/gradescope/), the course with everything that grading needs
/// under course/: solutions, known mistakes and hidden tests included. Nothing of git, nothing that was built.
/// @throws UsageError        a module has no reference
/// @throws EnvironmentError  a script is missing
FileTexts gradescope_files(const std::filesystem::path& root, const std::vector<const Module*>& modules);

/// Writes the zip; an older one is replaced whole. @return  how many files it holds
std::size_t write_gradescope_zip(const std::filesystem::path& root, const std::vector<const Module*>& modules,
                                 const std::filesystem::path& file);

}  // namespace grader
