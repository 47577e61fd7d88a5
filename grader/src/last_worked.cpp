#include "last_worked.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <map>
#include <string>
#include <system_error>
#include <vector>

#include "clock.hpp"
#include "skeleton.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

/// When the file was saved, as utc_time() writes it; empty where there is no file.
std::string time_of_save(const fs::path& file) {
  std::error_code error;
  const fs::file_time_type saved = fs::last_write_time(file, error);
  if (error) return "";
  const auto time = std::chrono::file_clock::to_sys(saved);
  return utc_time(std::chrono::time_point_cast<std::chrono::system_clock::duration>(time));
}

/// When the newest unchecked file of the module was saved; empty if all are as they were checked or handed out. A fresh
/// clone of finished work has saves without work, so what a check has seen does not count.
std::string newest_save(const Course& course, const Module& module, const Progress& progress) {
  std::string newest;
  const std::vector<TaskProgress> tasks = progress.tasks(module);
  for (std::size_t i = 0; i < tasks.size(); ++i) {
    const Task& task = module.tasks[i];
    const bool edited = tasks[i].attempted ? tasks[i].changed : !is_as_handed_out(course, module, task);
    if (edited) newest = std::max(newest, time_of_save(course.student_file(module, task)));
  }
  return newest;
}

}  // namespace

const Module* last_worked(const Course& course, const Progress& progress) {
  const std::map<std::string, std::string> checks = progress.last_checks();
  const Module* last = nullptr;
  std::string newest;
  for (const Module& module : course.modules) {
    std::string time = newest_save(course, module, progress);
    if (const auto check = checks.find(module.folder); check != checks.end()) time = std::max(time, check->second);
    if (time <= newest) continue;
    newest = std::move(time);
    last = &module;
  }
  return last;
}

}  // namespace grader
