#include <algorithm>
#include <filesystem>

#include "grading/similarity.hpp"
#include "lesson.hpp"
#include "skeleton.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

/// What stands between lines of ``` or ~~~, each piece alone.
std::vector<std::string> fenced_code(const std::string& markdown) {
  std::vector<std::string> pieces;
  bool inside = false;
  for (std::size_t start = 0; start < markdown.size();) {
    const std::size_t end = std::min(markdown.find('\n', start), markdown.size());
    const std::string line = markdown.substr(start, end - start);
    start = end + 1;
    const std::size_t first = std::min(line.find_first_not_of(" \t>"), line.size());
    const std::string mark = line.substr(first, 3);
    if (mark == "```" || mark == "~~~") {
      inside = !inside;
      if (inside) pieces.emplace_back();
    } else if (inside) {
      pieces.back() += line + "\n";
    }
  }
  return pieces;
}

bool is_source(const fs::path& path) {
  const std::string extension = path.extension().string();
  return extension == ".cpp" || extension == ".hpp" || extension == ".h" || extension == ".cu" || extension == ".cuh";
}

void add_sources(const fs::path& folder, std::vector<std::string>& texts) {
  std::error_code ignored;
  for (fs::recursive_directory_iterator entry(folder, ignored), end; entry != end; entry.increment(ignored)) {
    if (entry->is_regular_file(ignored) && is_source(entry->path())) texts.push_back(read_text(entry->path()));
  }
}

/// The instructor's copy where it is still the skeleton; looking it up in git costs several processes.
std::string skeleton_text(const Course& course, const Module& module, const Task& task) {
  const fs::path path = course.student_file(module, task);
  if (fs::exists(path)) {
    std::string content = read_text(path);
    if (content.find("todo(") != std::string::npos) return content;  // finished work calls it no longer
  }
  return find_skeleton(course, module, task).content;
}

}  // namespace

std::vector<std::string> given_code(const Course& course, const std::vector<const Module*>& modules) {
  std::vector<std::string> texts;
  for (const Module* module : modules) {
    const fs::path folder = course.root / "modules" / module->folder;
    for (const char* part : {"include", "given", "programs", "tests"}) add_sources(folder / part, texts);
    for (const char* file : {"bench.cpp", "LESSON.md", "hints.md"}) {
      if (!fs::exists(folder / file)) continue;
      const std::string text = read_text(folder / file);
      const std::vector<std::string> pieces = is_source(file) ? std::vector<std::string>{text} : fenced_code(text);
      texts.insert(texts.end(), pieces.begin(), pieces.end());
    }
    for (const Task& task : module->tasks) texts.push_back(skeleton_text(course, *module, task));
  }
  return texts;
}

}  // namespace grader
