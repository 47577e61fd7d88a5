#include "commands/restore.hpp"

#include <fmt/core.h>
#include <algorithm>
#include <filesystem>
#include <vector>

#include "backup.hpp"
#include "nearest.hpp"
#include "safe_file.hpp"

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
}

const Backup& find_backup(const std::vector<Backup>& backups, const std::string& wanted) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < backups.size(); ++i) {
    if (backups[i].name == wanted || std::to_string(i + 1) == wanted) return backups[i];
    names.push_back(backups[i].name);
  }
  const std::vector<std::string> near = nearest(wanted, names);
  throw UsageError("there is no backup '" + wanted + "', expected a number from 1 to " +
                   std::to_string(backups.size()) + " or a name." +
                   (near.empty() ? "" : " Did you mean " + join_or(near) + "?") + " `grader restore` lists them.");
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
  const Backup& backup = find_backup(backups, options.backup);
  std::vector<BackupStore::Replacement> files;
  for (const BackupFile& file : choose_files(backup, options.file)) {
    std::string target = file.path;
    if (target.ends_with(meanwhile)) target.resize(target.size() - meanwhile.size());
    std::string content = store.read(backup, file);
    const FoundFile now = find_file(course.root, target);
    if (!now.is_link && now.content == content) {
      terminal.line("  " + target + " is already as in the backup");
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
