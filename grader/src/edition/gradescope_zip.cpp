#include "edition/gradescope_zip.hpp"

#include <ctime>
#include <set>
#include <string>

#include "edition/archive.hpp"
#include "edition/edition_texts.hpp"
#include "errors.hpp"
#include "lesson.hpp"
#include "safe_file.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

/// What the service starts.
const std::set<std::string>& scripts() {
  static const std::set<std::string> names{"setup.sh", "run_autograder"};
  return names;
}

}  // namespace

FileTexts gradescope_files(const fs::path& root, const std::vector<const Module*>& modules) {
  FileTexts files;
  for (const std::string& script : scripts()) {
    files[script] = read_text(root / "grader" / "edition" / "gradescope" / script);
  }
  for (auto& [path, text] : allowed_files(root, {modules, true})) files["course/" + path] = std::move(text);
  std::string& table = files["course/modules/course.cmake"];
  table = cut_course_table(table, modules);
  for (const Module* module : modules) {
    if (!module->has_reference) throw UsageError(module->folder + " has no reference, so nothing can be graded by it.");
    for (const char* part : {"tests", "mistakes"}) {
      const fs::path folder = fs::path("solutions") / module->folder / part;
      if (!fs::is_directory(root / folder)) continue;
      for (const std::string& path : files_below(root / folder)) {
        files["course/" + (folder / path).generic_string()] = read_text(root / folder / path);
      }
    }
  }
  return files;
}

std::size_t write_gradescope_zip(const fs::path& root, const std::vector<const Module*>& modules,
                                 const fs::path& file) {
  const FileTexts files = gradescope_files(root, modules);
  if (!fs::is_directory(file.parent_path())) {
    throw UsageError("There is no folder " + file.parent_path().string() + " to write the zip to.");
  }
  write_file_atomically(file.parent_path(), file.filename(),
                        pack(ArchiveKind::zip, files, std::time(nullptr), scripts()));
  return files.size();
}

}  // namespace grader
