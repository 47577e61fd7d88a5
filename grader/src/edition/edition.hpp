/// @file
/// Which course exactly: the digest of everything published that a verdict depends on.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "course.hpp"

namespace grader {

/// Path (relative to the course) -> SHA-256 of every published file that matters for a verdict: the table, each module's
/// contract, tests and given bodies, the support library, the test kit, the build files. Not the student's src, lessons,
/// solutions or the grader. Hidden files, editors' backups (name~) and links are left out.
/// Reads some two hundred small files.
/// @throws EnvironmentError  one cannot be read
std::map<std::string, std::string> edition_files(const Course& course);

/// Path (relative to the root) -> SHA-256 of every file below these folders, likewise without hidden files, backups and links. A
/// folder that is not there holds none. @throws EnvironmentError  one cannot be read
std::map<std::string, std::string> hashes_below(const std::filesystem::path& root,
                                                const std::vector<std::filesystem::path>& folders);

/// sha256_of_list(edition_files(course)): the same in every copy of an edition.
std::string edition_digest(const Course& course);

}  // namespace grader
