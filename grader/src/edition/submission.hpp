/// @file
/// A student's submission as the grader takes it: the declared files and nothing else.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "course.hpp"
#include "edition/archive.hpp"
#include "edition/module_edition.hpp"

namespace grader {

struct Submission {
  /// From the manifest if that is a plain word (is_plain_word), else made of the name. A claim: the roster decides.
  std::string student;
  std::string name;  ///< of the archive or folder
  /// UTC, to the second, "2026-03-01T17:59:00Z": the manifest's claim, else `arrived`.
  std::string submitted;
  std::string arrived;  ///< when the archive, or the newest file taken from the folder, was last written
  std::string digest;   ///< sha256_of_list() of `files`
  FileContents files;   ///< "modules/<folder>/src/<task>.cpp" -> content, of any size up to largest_source
  std::map<std::string, ModuleEdition> editions;  ///< folder -> what the manifest says that the work was done with
  std::vector<Flag> findings;
  std::string fault;  ///< not empty: nothing usable, a sentence for the student
};

/// Reads an archive or a folder that nobody needs to trust: see unpack() for what is refused. A path is matched from its last
/// `modules/` on, so a folder around everything does no harm; where several match, that with the fewest folders before it
/// counts, and two that differ at the same depth are both refused. Only where no path has `modules/`, file names alone match.
/// Never throws for what is in the submission.
Submission read_submission(const Course& course, const std::filesystem::path& path);

/// What `grader grade` was given, one path a submission, in the order of their names: archives and folders as they are; a
/// folder of a class (whose entries are archives, or folders that hold modules/ or a manifest) becomes all archives, folders
/// and links in it, so that an empty one is not passed over.
/// @throws UsageError  a path is not there, or is neither archive nor folder
std::vector<std::filesystem::path> find_submissions(const std::vector<std::string>& arguments);

}  // namespace grader
