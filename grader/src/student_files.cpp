#include "student_files.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>

namespace grader {
namespace fs = std::filesystem;
namespace {

/// A question about a source file that belongs to no task; empty if there is none.
std::string stray_file(const Course& course, const Module& module) {
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(course.root / "modules" / module.folder / "src", error)) {
    const std::string stem = entry.path().stem().string();
    const std::string extension = entry.path().extension().string();
    const bool source = extension == ".cpp" || extension == ".cc" || extension == ".cxx" || extension == ".C";
    const bool of_task = std::any_of(module.tasks.begin(), module.tasks.end(),
                                     [&](const Task& task) { return task.name == stem && extension == ".cpp"; });
    if (source && !of_task) return "Did you rename it to " + entry.path().filename().string() + "? ";
  }
  return "";
}

}  // namespace

std::vector<BuildProblem> missing_files(const Course& course, const Module& module) {
  std::vector<BuildProblem> problems;
  for (const Task& task : module.tasks) {
    const fs::path path = course.student_file(module, task);
    std::error_code error;
    if (fs::is_regular_file(path, error)) continue;
    BuildProblem problem;
    problem.file = path.lexically_relative(course.root).string();
    problem.message = problem.file + (fs::exists(path, error) ? " is not a file" : " is missing");
    problem.advice = stray_file(course, module) + "`grader reset " + task.id + "` brings the skeleton back.";
    problems.push_back(std::move(problem));
  }
  return problems;
}

std::string newest_file(const Course& course, const std::vector<const Module*>& modules) {
  std::string result;
  fs::file_time_type newest = fs::file_time_type::min();
  for (const Module* module : modules) {
    for (const Task& task : module->tasks) {
      std::error_code error;
      const fs::path path = course.student_file(*module, task);
      const auto written = fs::last_write_time(path, error);
      if (error || written < newest) continue;
      newest = written;
      result = path.lexically_relative(course.root).string();
    }
  }
  return result;
}

}  // namespace grader
