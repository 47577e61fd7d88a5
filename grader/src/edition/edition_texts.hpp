/// @file
/// The few files that read differently in an edition: each is cut from the course's own, so that nothing exists twice.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "edition/allow_list.hpp"

namespace grader {

/// modules/course.cmake with the rows of these modules only; a part without rows goes too.
/// @throws CourseFault  a module has no row
std::string cut_course_table(const std::string& table, const std::vector<const Module*>& modules);

/// The Makefile with the commands that a student runs: help, setup, start, docs, install, clean.
std::string cut_makefile(const std::string& makefile);

/// docs/Doxyfile whose INPUT names only what is in `files`.
std::string cut_doxyfile(const std::string& doxyfile, const FileTexts& files);

/// The first page: grader/edition/README.md with @NAME@, @MODULES@, @SOLUTIONS@ and @TEXT@ filled in.
/// @param has_text  the edition holds a COURSE.md
std::string fill_readme(std::string page, const std::string& name, const EditionChoice& choice, bool has_text);

/// Every file of an edition but edition.json.
/// @param text  path of what becomes COURSE.md; empty: none
/// @throws EnvironmentError  a file cannot be read
FileTexts edition_texts(const std::filesystem::path& root, const EditionChoice& choice, const std::string& name,
                        const std::string& text);

}  // namespace grader
