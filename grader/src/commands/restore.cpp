#include "commands/restore.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <filesystem>
#include <vector>

#include "backup.hpp"
#include "nearest.hpp"
#include "safe_file.hpp"
#include "survey.hpp"

namespace grader {
namespace {

/// A save made while a reset ran (BackupStore) goes back only when it is asked for by name.
constexpr std::string_view meanwhile = ".saved-meanwhile";

void print_list(const Terminal& terminal, const std::vector<Backup>& backups) {
  if (backups.empty()) {
    terminal.line("There are no backups yet. `grader reset` makes one before it replaces anything.");
    return;
  }
  for (std::size_t i = 0; i < backups.size(); ++i) {
    terminal.line(fmt::format("{:>3}  {}", i + 1, terminal.paint(Tone::strong, backups[i].name)));
    for (const BackupFile& file : backups[i].files)
      terminal.line(fmt::format("       {}  ({} bytes)", file.path, file.bytes));
  }
  terminal.line();
  terminal.line("Put one back, whole or a file of it: grader restore 1 [FILE]");
  terminal.line("The newest of a module or task: grader restore 2.1");
}

/// The backup of this name or number; null if there is none.
const Backup* find_backup(const std::vector<Backup>& backups, const std::string& wanted) {
  for (std::size_t i = 0; i < backups.size(); ++i) {
    if (backups[i].name == wanted || std::to_string(i + 1) == wanted) return &backups[i];
  }
  return nullptr;
}

/// The same with no other files than the selected module's or task's, and none where it holds none of them.
Backup part_of(const Course& course, const Backup& backup, const Selection& selection) {
  Backup part{backup.name, {}};
  for (const BackupFile& file : backup.files) {
    for (const Task& task : selection.module->tasks) {
      const bool asked = selection.task == nullptr || selection.task->id == task.id;
      if (asked && file.path == student_path(course, *selection.module, task)) part.files.push_back(file);
    }
  }
  return part;
}

/// The selected part of the newest backup that has one; without files if none has.
Backup newest_part(const Course& course, const std::vector<Backup>& backups, const Selection& selection) {
  for (const Backup& backup : backups) {
    Backup part = part_of(course, backup, selection);
    if (!part.files.empty()) return part;
  }
  return {};
}

std::string files_in_words(const Backup& backup) {
  std::string text;
  for (const BackupFile& file : backup.files) text += "\n    " + file.path;
  return text;
}

[[noreturn]] void refuse_number(const std::string& wanted, const Backup& by_number, const Module& module,
                                const Backup& by_module) {
  throw UsageError("'" + wanted +
                   "' is the number of a backup and of a module. Say which you mean:\n  grader restore " +
                   by_number.name + files_in_words(by_number) + "\n  grader restore " + module.name + "   (from " +
                   by_module.name + ")" + files_in_words(by_module));
}

/// The module or task that the text names; without a module where it names none.
/// @throws UsageError  a task of several modules: which
Selection selection_of(const Course& course, const std::string& text) {
  std::size_t modules = 0;
  for (const Module& module : course.modules) {
    for (const Task& task : module.tasks) modules += task.name == text ? 1U : 0U;
  }
  try {
    return select(course, text);
  } catch (const UsageError&) {
    if (modules > 1) throw;
    return {};
  }
}

[[noreturn]] void refuse(const Course& course, const std::vector<Backup>& backups, const std::string& wanted) {
  std::vector<std::string> names;
  for (const Backup& backup : backups) names.push_back(backup.name);
  for (const Module& module : course.modules) {
    names.push_back(module.name);
    for (const Task& task : module.tasks) names.push_back(task.name);
  }
  const std::vector<std::string> near = nearest(wanted, names);
  throw UsageError("there is no backup '" + wanted + "', expected a number from 1 to " +
                   std::to_string(backups.size()) + ", a backup's name, a module or a task." +
                   (near.empty() ? "" : " Did you mean " + join_or(near) + "?") + " `grader restore` lists them.");
}

/// What to put back: a whole backup by its name or number, or the newest that holds a module's or task's files.
Backup choose_backup(const Course& course, const std::vector<Backup>& backups, const std::string& wanted) {
  if (backups.empty())
    throw UsageError("there are no backups yet. `grader reset` makes one before it replaces anything.");
  const Backup* by_name = find_backup(backups, wanted);
  const Selection selection = selection_of(course, wanted);
  if (selection.module == nullptr) {
    if (by_name == nullptr) refuse(course, backups, wanted);
    return *by_name;
  }
  Backup part = newest_part(course, backups, selection);
  if (by_name == nullptr) {
    if (part.files.empty()) {
      throw UsageError("no backup holds a file of " + wanted + ". `grader restore` lists what there is.");
    }
    return part;
  }
  const auto others = std::count_if(by_name->files.begin(), by_name->files.end(),
                                    [](const BackupFile& file) { return !file.path.ends_with(meanwhile); });
  const bool same = part.name == by_name->name && static_cast<std::ptrdiff_t>(part.files.size()) == others;
  if (!part.files.empty() && !same) refuse_number(wanted, *by_name, *selection.module, part);
  return *by_name;
}

std::vector<BackupFile> choose_files(const Backup& backup, const std::string& wanted) {
  std::vector<BackupFile> chosen;
  std::string names;
  for (const BackupFile& file : backup.files) {
    const std::filesystem::path path(file.path);
    const bool named = wanted == file.path || wanted == path.filename() || wanted == path.stem();
    if (wanted.empty() ? !file.path.ends_with(meanwhile) : named) chosen.push_back(file);
    names += "\n  " + file.path;
  }
  if (chosen.empty()) throw UsageError("backup " + backup.name + " has no file '" + wanted + "'. It has:" + names);
  return chosen;
}

}  // namespace

ExitStatus run_restore(const Course& course, const RestoreOptions& options) {
  const Terminal& terminal = options.terminal;
  const BackupStore store(course.root);
  const std::vector<Backup> backups = store.list();
  if (options.backup.empty()) {
    print_list(terminal, backups);
    return ExitStatus::passed;
  }
  const Backup backup = choose_backup(course, backups, options.backup);
  terminal.line("From " + store.folder(backup).generic_string() + "/");
  std::vector<BackupStore::Replacement> files;
  for (const BackupFile& file : choose_files(backup, options.file)) {
    std::string target = file.path;
    if (target.ends_with(meanwhile)) target.resize(target.size() - meanwhile.size());
    std::string content = store.read(backup, file);
    const FoundFile now = find_file(course.root, target);
    if (!now.is_link && now.content == content) {
      terminal.line("  " + target + " is already as in it");
      continue;
    }
    files.push_back({target, std::move(content)});
  }
  if (files.empty()) return ExitStatus::passed;
  const Backup replaced = store.replace(files);
  for (const auto& file : files) terminal.line("  " + file.relative.generic_string() + " is back");
  if (!replaced.files.empty()) {
    terminal.line();
    terminal.line("What stood there is kept in " + store.folder(replaced).generic_string() + "/");
  }
  return ExitStatus::passed;
}

}  // namespace grader
