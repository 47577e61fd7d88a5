#include "skeleton.hpp"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <optional>
#include <set>
#include <sstream>
#include <string_view>
#include <vector>

#include "errors.hpp"
#include "process.hpp"
#include "safe_file.hpp"
#include "survey.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

/// A skeleton calls todo() where the student's work goes; finished work does not.
bool is_unwritten(std::string_view content) {
  return content.find("todo(") != std::string_view::npos;
}

fs::path copy_path(const Course& course, const Module& module, const Task& task) {
  return fs::path(".grader") / "skeletons" / student_path(course, module, task);
}

/// What git prints, or nothing where there is no git, no repository, or no such thing in it.
std::optional<std::string> git(const fs::path& root, const std::vector<std::string>& arguments) {
  ProcessSpec spec;
  spec.command = {"git", "-C", root.string(), "-c", "core.quotePath=false", "--no-pager"};
  spec.command.insert(spec.command.end(), arguments.begin(), arguments.end());
  spec.environment = {{"LC_ALL", "C"}, {"GIT_OPTIONAL_LOCKS", "0"}};
  spec.without_prefixes = {"GIT_"};
  spec.limits.wall = std::chrono::seconds(60);
  ProcessResult result = run_process(spec);
  if (!result.ok()) return std::nullopt;
  return std::move(result.output);
}

struct Commit {
  std::string hash;
  std::string author;
  std::string day;
  bool touches_course = false;  ///< also files that a student has no reason to change
};

bool is_course_file(std::string_view path) {
  for (const std::string_view folder : {"cmake/", "support/", "testing/", "grader/", "modules/course.cmake"}) {
    if (path.starts_with(folder)) return true;
  }
  if (!path.starts_with("modules/")) return false;
  return path.find("/tests/") != std::string_view::npos || path.find("/include/") != std::string_view::npos ||
         path.ends_with("/LESSON.md") || path.ends_with("/hints.md");
}

/// The commits that changed the file, newest first.
std::vector<Commit> history(const fs::path& root, const fs::path& path) {
  const auto log = git(root, {"log", "--relative", "--full-diff", "--name-only", "--format=%x1e%H%x1f%ae%x1f%cs", "--",
                              path.generic_string()});
  std::vector<Commit> commits;
  if (!log) return commits;
  std::istringstream lines(*log);
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with('\x1e')) {
      if (!commits.empty() && is_course_file(line)) commits.back().touches_course = true;
      continue;
    }
    std::istringstream fields(line.substr(1));
    Commit commit;
    std::getline(fields, commit.hash, '\x1f');
    std::getline(fields, commit.author, '\x1f');
    std::getline(fields, commit.day, '\x1f');
    commits.push_back(std::move(commit));
  }
  return commits;
}

/// Who wrote the module's tests and contract, the person at this machine aside.
std::set<std::string> course_authors(const fs::path& root, const Module& module) {
  const std::string folder = "modules/" + module.folder;
  std::set<std::string> authors;
  std::istringstream lines(
      git(root, {"log", "--format=%ae", "--", folder + "/tests", folder + "/include"}).value_or(""));
  for (std::string line; std::getline(lines, line);) authors.insert(line);
  std::string me = git(root, {"config", "user.email"}).value_or("");
  while (me.ends_with('\n')) me.pop_back();
  authors.erase(me);
  return authors;
}

std::optional<Skeleton> version_in(const fs::path& root, const Commit& commit, const fs::path& path) {
  auto content = git(root, {"show", commit.hash + ":./" + path.generic_string()});
  if (!content || !is_unwritten(*content)) return std::nullopt;
  return Skeleton{std::move(*content), "commit " + commit.hash.substr(0, 7) + " of " + commit.day};
}

std::optional<Skeleton> newest_version(const fs::path& root, const fs::path& path, const std::vector<Commit>& commits,
                                       const std::function<bool(const Commit&)>& counts) {
  for (const Commit& commit : commits) {
    if (!counts(commit)) continue;
    if (auto skeleton = version_in(root, commit, path)) return skeleton;
  }
  return std::nullopt;
}

}  // namespace

void keep_skeletons(const Course& course) {
  for (const Module& module : course.modules) {
    for (const Task& task : module.tasks) {
      const fs::path copy = copy_path(course, module, task);
      std::error_code error;
      if (fs::exists(course.root / copy, error) || error) continue;
      try {
        const FoundFile found = find_file(course.root, student_path(course, module, task));
        if (!found.content || found.is_link || !is_unwritten(*found.content)) continue;
        write_file_atomically(course.root, copy, *found.content);
      } catch (const std::exception&) {
        // No disk, no permission: git still knows the skeleton, and only `reset` needs it.
      }
    }
  }
}

bool is_as_handed_out(const Course& course, const Module& module, const Task& task) {
  try {
    const auto now = find_file(course.root, student_path(course, module, task)).content;
    if (!now) return false;
    const auto copy = find_file(course.root, copy_path(course, module, task)).content;
    return !copy || *now == *copy;
  } catch (const EnvironmentError&) {
    return true;  // a folder that is a link: `reset` says so, and nothing else should stop for it
  }
}

Skeleton find_skeleton(const Course& course, const Module& module, const Task& task) {
  const fs::path path = student_path(course, module, task);
  const fs::path copy = copy_path(course, module, task);
  const std::vector<Commit> commits = history(course.root, path);
  const std::set<std::string> authors = course_authors(course.root, module);
  // 1. What others who wrote the module's tests or contract wrote here: an update of the course counts, the student's
  //    own commits do not.
  const auto by_the_course = [&](const Commit& commit) { return authors.contains(commit.author); };
  if (auto skeleton = newest_version(course.root, path, commits, by_the_course)) return *skeleton;
  // 2. What stood here at the first run: where there is no git, or the student began the repository himself.
  if (auto kept = find_file(course.root, copy).content)
    return {*kept, "the copy that the first run of the grader made"};
  // 3. What came in one commit with the course's own files, else the first version.
  const auto with_the_course = [](const Commit& commit) { return commit.touches_course; };
  if (auto skeleton = newest_version(course.root, path, commits, with_the_course)) return *skeleton;
  if (!commits.empty()) {
    if (auto skeleton = version_in(course.root, commits.back(), path)) return *skeleton;
  }
  throw EnvironmentError("no skeleton of task " + task.id + " (" + task.name + ") is known: git has no version of " +
                         path.generic_string() + " that calls todo(), and there is no copy in " +
                         copy.parent_path().generic_string() +
                         ". Your file is untouched. Get the file from a fresh copy of the course.");
}

}  // namespace grader
