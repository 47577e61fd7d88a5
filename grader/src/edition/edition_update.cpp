#include "edition/edition_update.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <system_error>

#include "backup.hpp"
#include "edition/sha256.hpp"
#include "safe_file.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

const std::string* find(const std::map<std::string, std::string>& hashes, const std::string& path) {
  const auto found = hashes.find(path);
  return found == hashes.end() ? nullptr : &found->second;
}

/// What stands there: nothing, or the hash of a file. A link is nobody's published file, whatever it points to.
std::optional<std::string> hash_in(const fs::path& folder, const std::string& path) {
  const FoundFile found = find_file(folder, path);
  if (found.is_link) return "a link";
  if (!found.content) return std::nullopt;
  return sha256(*found.content);
}

std::string beside(const std::string& path) {
  return path + ".new";
}

std::optional<Change> change_of_present(const fs::path& folder, const std::string& path, const EditionRecord& old,
                                        const EditionRecord& fresh) {
  const std::string& wanted = fresh.files.at(path);
  const std::string* before = find(old.files, path);
  const auto now = hash_in(folder, path);
  if (!now) return Change::add;
  if (*now == wanted) return std::nullopt;
  if (before != nullptr && *now == *before) return Change::replace;
  if (!fresh.skeletons.contains(path)) return Change::back_up;
  if (before != nullptr && *before == wanted) return Change::keep;
  return hash_in(folder, beside(path)) == wanted ? Change::keep : Change::put_beside;
}

std::optional<Change> change_of_gone(const fs::path& folder, const std::string& path, const EditionRecord& old,
                                     const std::set<std::string>& modules) {
  const auto now = hash_in(folder, path);
  if (!now) return std::nullopt;
  const std::string module = module_of(path);
  if (old.skeletons.contains(path) || (!module.empty() && !modules.contains(module))) return Change::leave;
  return *now == old.files.at(path) ? Change::remove : Change::back_up_gone;
}

void remove_file(const fs::path& folder, const std::string& path) {
  std::error_code ignored;
  fs::remove(folder / path, ignored);
  // Folders that are empty now go too; `remove` leaves the others.
  for (fs::path parent = fs::path(path).parent_path(); !parent.empty(); parent = parent.parent_path()) {
    if (!fs::remove(folder / parent, ignored)) break;
  }
}

/// `grader reset` finds the newer skeletons, where it keeps copies.
void renew_skeleton_copies(const fs::path& folder, const EditionRecord& fresh, const FileTexts& texts) {
  if (!fs::is_directory(folder / ".grader" / "skeletons")) return;
  for (const auto& [path, hash] : fresh.skeletons) {
    const fs::path copy = fs::path(".grader") / "skeletons" / path;
    if (hash_in(folder, copy.generic_string()) != hash) write_file_atomically(folder, copy, texts.at(path));
  }
}

}  // namespace

std::vector<PlannedChange> plan_update(const fs::path& folder, const EditionRecord& old, const EditionRecord& fresh) {
  std::vector<PlannedChange> plan;
  const std::set<std::string> modules(fresh.modules.begin(), fresh.modules.end());
  for (const auto& [path, hash] : fresh.files) {
    if (const auto change = change_of_present(folder, path, old, fresh)) plan.push_back({path, *change});
  }
  for (const auto& [path, hash] : old.files) {
    if (fresh.files.contains(path)) continue;
    if (const auto change = change_of_gone(folder, path, old, modules)) plan.push_back({path, *change});
  }
  std::sort(plan.begin(), plan.end(),
            [](const PlannedChange& left, const PlannedChange& right) { return left.path < right.path; });
  return plan;
}

std::string apply_update(const fs::path& folder, const std::vector<PlannedChange>& plan, const EditionRecord& fresh,
                         const FileTexts& texts) {
  const BackupStore store(folder);
  std::vector<BackupStore::Replacement> kept;
  for (const PlannedChange& each : plan) {
    if (each.change == Change::back_up) kept.push_back({each.path, texts.at(each.path)});
    if (each.change == Change::back_up_gone)
      kept.push_back({each.path, find_file(folder, each.path).content.value_or("")});
  }
  std::string backups;
  if (!kept.empty()) {
    const Backup backup = store.replace(kept);
    if (!backup.files.empty()) backups = store.folder(backup).generic_string();
  }
  for (const PlannedChange& each : plan) {
    switch (each.change) {
      case Change::add:
      case Change::replace:
        write_file_atomically(folder, each.path, texts.at(each.path));
        break;
      case Change::put_beside:
        write_file_atomically(folder, beside(each.path), texts.at(each.path));
        break;
      case Change::remove:
      case Change::back_up_gone:
        remove_file(folder, each.path);
        break;
      case Change::keep:
      case Change::leave:
      case Change::back_up:
        break;
    }
  }
  renew_skeleton_copies(folder, fresh, texts);
  write_file_atomically(folder, edition_record_name, to_json(fresh));
  return backups;
}

}  // namespace grader
