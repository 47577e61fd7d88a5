/// @file
/// The course with the student's progress in it: what `status`, `list`, `next` and `show` print.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "course.hpp"
#include "progress.hpp"
#include "terminal.hpp"

namespace grader {

struct TaskState {
  const Task* task = nullptr;
  std::string status;  ///< for machines: the words of a check, "not_started", or "changed": passed, and edited since
  std::string shown;   ///< for people: the same, but "to_do" for what is unwritten, "waits" for what lacks another task
  int earned = 0;
};

struct ModuleState {
  const Module* module = nullptr;
  std::string status;  ///< for machines: passed, changed (passed, and edited since), started, not_started
  std::string shown;   ///< for people: the same, but "to_do" where no task is written
  int earned = 0;
  std::vector<TaskState> tasks;
};

ModuleState survey(const Module& module, const Progress& progress);
std::vector<ModuleState> survey(const Course& course, const Progress& progress);

/// Symbol and word of what is `shown`, or of a status.
std::string state_mark(const Terminal& terminal, std::string_view status);

/// "01-03, 05": the numbers of folders, runs of four and more drawn together.
std::string numbers_of(const Course& course, const std::vector<std::string>& folders);

/// "03".
std::string two_digits(int number);

/// "modules/12_attention/src/masks.cpp".
std::string student_path(const Course& course, const Module& module, const Task& task);

/// A selection that must name a task.
/// @param command  "hint": for the message
/// @throws UsageError  nothing such, or a module without a task: which tasks it has
Selection select_task(const Course& course, std::string_view text, std::string_view command);

/// Prints what the progress database has to say to standard error.
void pass_on_warnings(const Progress& progress, const Terminal& terminal);

}  // namespace grader
