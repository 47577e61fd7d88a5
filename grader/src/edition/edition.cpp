#include "edition/edition.hpp"

#include <system_error>

#include "edition/sha256.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

class FileList {
 public:
  explicit FileList(const fs::path& root) : root_(root) {}

  void add_file(const fs::path& relative) {
    const std::string name = relative.filename().string();
    if (name.starts_with('.') || name.ends_with('~')) return;
    if (fs::is_regular_file(fs::symlink_status(root_ / relative))) {
      files_[relative.generic_string()] = sha256_of_file(root_ / relative);
    }
  }

  /// @param ending  of the names that count; empty: all, those of folders below included
  void add_folder(const fs::path& relative, const std::string& ending = "") {
    std::error_code missing;
    for (const auto& entry : fs::directory_iterator(root_ / relative, missing)) {
      const std::string name = entry.path().filename().string();
      if (name.starts_with('.')) continue;
      if (ending.empty() && entry.symlink_status().type() == fs::file_type::directory) add_folder(relative / name);
      if (name.ends_with(ending)) add_file(relative / name);
    }
  }

  std::map<std::string, std::string> files() && { return std::move(files_); }

 private:
  const fs::path& root_;
  std::map<std::string, std::string> files_;
};

}  // namespace

std::map<std::string, std::string> edition_files(const Course& course) {
  FileList list(course.root);
  list.add_file("CMakeLists.txt");
  list.add_file("CMakePresets.json");
  list.add_file("modules/course.cmake");
  list.add_folder("cmake", ".cmake");
  list.add_folder("support/include");
  list.add_folder("support/src");
  list.add_folder("testing");
  for (const Module& module : course.modules) {
    for (const char* part : {"include", "tests", "given"}) list.add_folder(fs::path("modules") / module.folder / part);
  }
  return std::move(list).files();
}

std::map<std::string, std::string> hashes_below(const fs::path& root, const std::vector<fs::path>& folders) {
  FileList list(root);
  for (const fs::path& folder : folders) list.add_folder(folder);
  return std::move(list).files();
}

std::string edition_digest(const Course& course) {
  return sha256_of_list(edition_files(course));
}

}  // namespace grader
