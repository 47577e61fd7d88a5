#include "backup.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

#include "clock.hpp"
#include "errors.hpp"
#include "safe_file.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

const fs::path backups = fs::path(".grader") / "backups";

/// Making a folder succeeds for one process only, so two resets in one second get two names.
std::string make_backup_folder(const fs::path& root) {
  const std::string time = utc_file_name();
  std::string name = time;
  for (int number = 2; !make_new_folder(root, backups / name); ++number) name = time + "-" + std::to_string(number);
  return name;
}

/// "…Z-10" comes after "…Z-9".
std::pair<std::string, int> order_of(const std::string& name) {
  const std::size_t end = name.find('Z');
  if (end == std::string::npos || end + 2 >= name.size()) return {name, 1};
  const std::string number = name.substr(end + 2);
  const bool digits = std::all_of(number.begin(), number.end(), [](unsigned char each) { return std::isdigit(each); });
  if (!digits || number.size() > 6) return {name, 1};
  return {name.substr(0, end + 1), std::stoi(number)};
}

std::vector<BackupFile> files_in(const fs::path& folder) {
  std::vector<BackupFile> files;
  std::error_code error;
  for (fs::recursive_directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    if (!fs::is_regular_file(entry->symlink_status())) continue;
    if (entry->path().extension() == ".tmp") continue;  // of a write that was killed
    files.push_back({fs::relative(entry->path(), folder).generic_string(), entry->file_size(error)});
  }
  std::sort(files.begin(), files.end(),
            [](const BackupFile& left, const BackupFile& right) { return left.path < right.path; });
  return files;
}

}  // namespace

BackupStore::BackupStore(fs::path root) : root_(std::move(root)) {}

fs::path BackupStore::folder(const Backup& backup) const {
  return backups / backup.name;
}

Backup BackupStore::replace(const std::vector<Replacement>& files) const {
  Backup backup{make_backup_folder(root_), {}};
  std::vector<std::string> kept(files.size());
  for (std::size_t i = 0; i < files.size(); ++i) {
    const FoundFile old = find_file(root_, files[i].relative);
    if (!old.content) continue;
    write_file_atomically(root_, folder(backup) / files[i].relative, *old.content);
    backup.files.push_back({files[i].relative.generic_string(), old.content->size()});
    kept[i] = *old.content;
  }
  for (std::size_t i = 0; i < files.size(); ++i) {
    write_file_atomically(root_, files[i].relative, files[i].content, [&](const std::string& displaced) {
      if (displaced == kept[i]) return;
      fs::path later = files[i].relative;
      later += ".saved-meanwhile";
      write_file_atomically(root_, folder(backup) / later, displaced);
      backup.files.push_back({later.generic_string(), displaced.size()});
    });
  }
  if (backup.files.empty()) {
    std::error_code ignored;  // an empty folder does no harm
    fs::remove(root_ / folder(backup), ignored);
  }
  return backup;
}

std::vector<Backup> BackupStore::list() const {
  std::vector<Backup> result;
  std::error_code error;
  for (fs::directory_iterator entry(root_ / backups, error), end; !error && entry != end; entry.increment(error)) {
    if (!fs::is_directory(entry->symlink_status())) continue;
    Backup backup{entry->path().filename().string(), files_in(entry->path())};
    if (!backup.files.empty()) result.push_back(std::move(backup));
  }
  std::sort(result.begin(), result.end(),
            [](const Backup& left, const Backup& right) { return order_of(left.name) > order_of(right.name); });
  return result;
}

std::string BackupStore::read(const Backup& backup, const BackupFile& file) const {
  const fs::path path = folder(backup) / file.path;
  FoundFile found = find_file(root_, path);
  if (!found.content) {
    throw EnvironmentError("the backup " + path.string() + " is gone. `grader restore` lists what there is.");
  }
  return std::move(*found.content);
}

}  // namespace grader
