/// @file
/// What a student edition holds: everything else stays with the instructor, also a folder that is made tomorrow.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "course.hpp"

namespace grader {

/// Path relative to the course -> content.
using FileTexts = std::map<std::string, std::string>;

/// What is asked of an edition.
struct EditionChoice {
  std::vector<const Module*> modules;  ///< in the order of the course, closed under need
  bool solutions = false;
};

/// One row of the table.
struct AllowRule {
  /// fnmatch(3) with FNM_PATHNAME and FNM_PERIOD; {module} and {task} stand for those that were chosen.
  const char* pattern;
  bool only_with_solutions;
  const char* reason;
};

const std::vector<AllowRule>& allow_rules();

/// Whether a path may be in the edition, as the table says.
class AllowList {
 public:
  explicit AllowList(const EditionChoice& choice);
  bool allows(const std::string& path) const;
  /// The folders at the top of the course in which allowed files lie.
  std::vector<std::string> top_folders() const;

 private:
  std::vector<std::string> patterns_;
};

/// Contents of the course's files that the table allows. Links are never followed. @throws EnvironmentError
FileTexts allowed_files(const std::filesystem::path& root, const EditionChoice& choice);

/// Every file of a folder, with paths relative to it; `skip` names folders at the top that are not entered.
std::vector<std::string> files_below(const std::filesystem::path& root, const std::vector<std::string>& skip = {});

/// Why no edition may hold this path, whatever the table of what is allowed says; empty: it may.
std::string instructors_only(const std::string& path, const EditionChoice& choice);

}  // namespace grader
