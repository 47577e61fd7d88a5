/// @file
/// Which course exactly: the digest of everything published that a verdict depends on.
#pragma once

#include <map>
#include <string>

#include "course.hpp"

namespace grader {

/// Path (relative to the course) -> SHA-256 of every published file that matters for a verdict: the table, each module's
/// contract, tests and given bodies, the support library, the test kit, the build files. Not the student's src, lessons,
/// solutions or the grader. Hidden files, editors' backups (name~) and links are left out.
/// Reads some two hundred small files.
/// @throws EnvironmentError  one cannot be read
std::map<std::string, std::string> edition_files(const Course& course);

/// sha256_of_list(edition_files(course)): the same in every copy of an edition.
std::string edition_digest(const Course& course);

}  // namespace grader
