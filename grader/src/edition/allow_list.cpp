#include "edition/allow_list.hpp"

#include <fnmatch.h>

#include <algorithm>
#include <array>
#include <set>
#include <string_view>
#include <system_error>

#include "errors.hpp"
#include "lesson.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

bool matches(const std::string& pattern, const std::string& path) {
  return ::fnmatch(pattern.c_str(), path.c_str(), FNM_PATHNAME | FNM_PERIOD) == 0;
}

std::string with(std::string pattern, std::string_view place, const std::string& word) {
  const std::size_t at = pattern.find(place);
  return at == std::string::npos ? pattern : pattern.replace(at, place.size(), word);
}

void collect(const fs::path& root, const fs::path& folder, std::vector<std::string>& paths) {
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    const fs::file_status status = entry->symlink_status();
    if (fs::is_directory(status)) {
      collect(root, entry->path(), paths);
    } else if (fs::is_regular_file(status)) {
      paths.push_back(entry->path().lexically_relative(root).generic_string());
    }
  }
  if (error) throw EnvironmentError(folder.string() + " cannot be read: " + error.message() + ".");
}

}  // namespace

const std::vector<AllowRule>& allow_rules() {
  static const std::vector<AllowRule> rules{
      {"CMakeLists.txt", false, "builds the course"},
      {"CMakePresets.json", false, "the grader's build folders"},
      {"Makefile", false, "make start; cut to what a student runs"},
      {"LICENSE", false, "the licence goes with every copy"},
      {".clang-format", false, "editors lay out the student's code like the course's"},
      {".gitignore", false, "students keep their work in git"},
      {"cmake/*.cmake", false, "builds the course"},
      {"cmake/header_owner.cpp", false, "owns the precompiled headers"},
      {"cmake/packages.txt", false, "make setup"},
      {"cmake/install_packages.sh", false, "make setup"},
      {"support/CMakeLists.txt", false, "what every module may use"},
      {"support/include/gu/*.hpp", false, "what every module may use"},
      {"support/src/*.cpp", false, "what every module may use"},
      {"testing/CMakeLists.txt", false, "the test kit"},
      {"testing/include/gu/testing/*.hpp", false, "the test kit"},
      {"testing/src/*.[ch]pp", false, "the test kit"},
      {"modules/course.cmake", false, "the table; cut to the chosen modules"},
      {"modules/{module}/LESSON.md", false, "the lesson"},
      {"modules/{module}/figures/*.svg", false, "figures of the lesson"},
      {"modules/{module}/programs/*.cpp", false, "programs of the lesson"},
      {"modules/{module}/hints.md", false, "grader hint"},
      {"modules/{module}/bench.cpp", false, "grader bench"},
      {"modules/{module}/include/gu/*.hpp", false, "the contract"},
      {"modules/{module}/given/*.[ch]pp", false, "bodies that are not the lesson"},
      {"modules/{module}/src/{task}.cpp", false, "the skeleton"},
      {"modules/{module}/tests/{task}_test.cpp", false, "the tests of a task"},
      {"modules/{module}/tests/*.hpp", false, "what tests share"},
      {"solutions/{module}/src/*.[ch]pp", true, "grader solution, and the base of later modules"},
      {"grader/CMakeLists.txt", false, "the grader"},
      {"grader/src/*.[ch]pp", false, "the grader"},
      {"grader/src/*/*.[ch]pp", false, "the grader"},
      {"grader/src/sandbox/launcher/*.[ch]pp", false, "the small program that starts what nobody trusts"},
      {"grader/completion/*", false, "completion in shells, part of the grader"},
      {"grader/schema/*.json", false, "describes what grader --json writes"},
      {"bench/CMakeLists.txt", false, "grader bench"},
      {"bench/include/gu/bench/*.hpp", false, "grader bench"},
      {"bench/xtensor_operations.cpp", false, "grader bench"},
      {"docs/Doxyfile", false, "make docs; cut to the pages that are here"},
      {"docs/build.sh", false, "make docs"},
      {"docs/pages/check.svg", false, "figure of the first page"},
      {"docs/pages/grader_files.md", false, "what the grader keeps of a student"},
      {"docs/pages/suite_protocol.md", false, "how the grader runs a student's code"},
  };
  return rules;
}

AllowList::AllowList(const EditionChoice& choice) {
  for (const AllowRule& rule : allow_rules()) {
    if (rule.only_with_solutions && !choice.solutions) continue;
    const std::string pattern = rule.pattern;
    if (pattern.find("{module}") == std::string::npos) {
      patterns_.push_back(pattern);
      continue;
    }
    for (const Module* module : choice.modules) {
      const std::string here = with(pattern, "{module}", module->folder);
      if (here.find("{task}") == std::string::npos) {
        patterns_.push_back(here);
        continue;
      }
      for (const Task& task : module->tasks) patterns_.push_back(with(here, "{task}", task.name));
    }
  }
}

bool AllowList::allows(const std::string& path) const {
  return std::any_of(patterns_.begin(), patterns_.end(),
                     [&path](const std::string& pattern) { return matches(pattern, path); });
}

std::vector<std::string> AllowList::top_folders() const {
  std::set<std::string> folders;
  for (const std::string& pattern : patterns_) {
    const std::size_t slash = pattern.find('/');
    if (slash != std::string::npos) folders.insert(pattern.substr(0, slash));
  }
  return {folders.begin(), folders.end()};
}

FileTexts allowed_files(const fs::path& root, const EditionChoice& choice) {
  const AllowList list(choice);
  std::vector<std::string> paths;
  for (const auto& entry : fs::directory_iterator(root)) {
    if (fs::is_regular_file(entry.symlink_status())) paths.push_back(entry.path().filename().string());
  }
  // Only folders that the table names: not .git, not build, and not an edition that was written here.
  for (const std::string& folder : list.top_folders()) {
    if (fs::is_directory(fs::symlink_status(root / folder))) collect(root, root / folder, paths);
  }
  FileTexts files;
  for (const std::string& path : paths) {
    if (list.allows(path)) files[path] = read_text(root / path);
  }
  return files;
}

std::vector<std::string> files_below(const fs::path& root, const std::vector<std::string>& skip) {
  std::vector<std::string> paths;
  for (const auto& entry : fs::directory_iterator(root)) {
    const fs::file_status status = entry.symlink_status();
    const std::string name = entry.path().filename().string();
    if (std::find(skip.begin(), skip.end(), name) != skip.end()) continue;
    if (fs::is_directory(status)) {
      collect(root, entry.path(), paths);
    } else {
      paths.push_back(name);
    }
  }
  std::sort(paths.begin(), paths.end());
  return paths;
}

std::string instructors_only(const std::string& path, const EditionChoice& choice) {
  const fs::path relative(path);
  const std::vector<std::string> parts(relative.begin(), relative.end());
  if (parts.size() > 1 && (parts[0] == "solutions" || parts[0] == "modules") && path != "modules/course.cmake") {
    const bool chosen = std::any_of(choice.modules.begin(), choice.modules.end(),
                                    [&](const Module* module) { return module->folder == parts[1]; });
    if (!chosen) return "belongs to no chosen module";
  }
  if (parts[0] == "solutions") {
    if (!choice.solutions) return "is a solution, and this edition is without";
    if (parts.size() < 4 || parts[2] != "src") return "stands in solutions/ beside the references";
  }
  if (relative.extension() == ".mistake") return "is a known mistake";
  for (const std::string& part : parts) {
    for (const char* name : {".git", ".github", ".ci", ".grader", ".clang-tidy", "NOTES.md", "HACKING.md", "mistakes",
                             "toy_course", "build"}) {
      if (part == name) return std::string("is the instructor's (") + name + ")";
    }
  }
  if (path.starts_with("grader/tests/") || path.starts_with("support/tests/") || path.starts_with("testing/tests/")) {
    return "is a test of the course's own tools";
  }
  return "";
}

}  // namespace grader
