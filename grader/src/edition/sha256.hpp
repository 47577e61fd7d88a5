/// @file
/// SHA-256 (FIPS 180-4), in hexadecimal: what names the content of files in manifests and editions.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace grader {

/// 64 lower-case hexadecimal digits.
std::string sha256(std::string_view content);
/// Of a file's content, read in pieces. @throws EnvironmentError  it cannot be read
std::string sha256_of_file(const std::filesystem::path& path);
/// One digest for a set of files: SHA-256 of the lines "<sha256>  <path>\n" in the order of their paths, bytewise. It is
/// what `sha256sum FILES | sha256sum` prints when FILES are sorted in the C locale.
/// @param hashes  path -> sha256 of the content
std::string sha256_of_list(const std::map<std::string, std::string>& hashes);

}  // namespace grader
