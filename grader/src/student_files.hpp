/// @file
/// The files that a student writes: are they there?
#pragma once

#include <string>
#include <vector>

#include "course.hpp"
#include "verdict.hpp"

namespace grader {

/// One problem for each task's file that is not there, with what brings it back; a source file of another name in the
/// folder is asked about.
std::vector<BuildProblem> missing_files(const Course& course, const Module& module);

/// The file of these modules that was written last, relative to the course.
std::string newest_file(const Course& course, const std::vector<const Module*>& modules);

}  // namespace grader
