/// @file
/// By what it is told whether a student's file is still the one that was compiled or checked.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

#include "course.hpp"

namespace grader {

/// Task name -> hash of the student's file (16 hexadecimal digits; "missing" where there is none).
using FileHashes = std::map<std::string, std::string>;

/// 64-bit FNV-1a, as 16 hexadecimal digits.
std::string content_hash(std::string_view content);
/// Of a regular file; "missing" where there is none that can be read.
std::string hash_file(const std::filesystem::path& path);
/// The hashes of the module's student files as they are now. Take them before the build: a save made during
/// the run must not inherit its verdict.
FileHashes hash_student_files(const Course& course, const Module& module);

}  // namespace grader
