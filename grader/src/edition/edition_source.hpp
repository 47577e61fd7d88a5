/// @file
/// An edition as a student gets it: a folder or an archive.
#pragma once

#include <filesystem>

#include "edition/allow_list.hpp"
#include "edition/edition_record.hpp"

namespace grader {

struct EditionSource {
  EditionRecord record;
  FileTexts texts;  ///< every file that the record names, as the record says
};

/// @param path  a folder with edition.json, or an archive (.zip, .tar.gz, ...) of one
/// @throws UsageError  there is none, or a file in it is missing or not as published
EditionSource read_edition(const std::filesystem::path& path);

}  // namespace grader
