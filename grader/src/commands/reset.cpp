#include "commands/reset.hpp"

#include <fmt/core.h>
#include <vector>

#include "backup.hpp"
#include "safe_file.hpp"
#include "skeleton.hpp"
#include "survey.hpp"

namespace grader {

ExitStatus run_reset(const Course& course, const ResetOptions& options) {
  const Terminal& terminal = options.terminal;
  const Selection selection = select(course, options.selector);
  const Module& module = *selection.module;
  std::vector<Task> tasks = module.tasks;
  if (selection.task != nullptr) tasks = {*selection.task};

  // Every skeleton is known before the first file is touched.
  std::vector<BackupStore::Replacement> files;
  std::vector<std::string> lines;
  for (const Task& task : tasks) {
    Skeleton skeleton = find_skeleton(course, module, task);
    const std::string path = student_path(course, module, task);
    const FoundFile now = find_file(course.root, path);
    if (!now.is_link && now.content == skeleton.content) {
      lines.push_back(fmt::format("  {} is the skeleton already", path));
      continue;
    }
    const char* note = now.is_link   ? "; a link stood there, and what it points to is untouched"
                       : now.content ? ""
                                     : "; the file was missing";
    lines.push_back(fmt::format("  {} is the skeleton again ({}){}", path, skeleton.origin, note));
    files.push_back({path, std::move(skeleton.content)});
  }
  Backup backup;
  const BackupStore store(course.root);
  if (!files.empty()) backup = store.replace(files);
  for (const std::string& line : lines) terminal.paragraph(line.substr(2), 2, 2);
  if (!backup.files.empty()) {
    terminal.line();
    terminal.line("Your work is kept in " + store.folder(backup).generic_string() + "/");
    terminal.line("Put it back with: grader restore " + backup.name);
  }
  return ExitStatus::passed;
}

}  // namespace grader
