#include "gradebook/export_file.hpp"

#include <system_error>

#include "clock.hpp"
#include "errors.hpp"
#include "safe_file.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path(".");
}

bool is_same_file(const fs::path& a, const fs::path& b) {
  std::error_code error;
  if (fs::equivalent(a, b, error)) return true;
  return fs::absolute(a).lexically_normal() == fs::absolute(b).lexically_normal();
}

fs::path free_backup_name(const fs::path& path) {
  const std::string name = path.filename().string() + ".backup-" + utc_file_name();
  fs::path backup = name;
  for (int number = 2; fs::exists(fs::symlink_status(folder_of(path) / backup)); ++number) {
    backup = name + "-" + std::to_string(number);
  }
  return backup;
}

}  // namespace

std::string read_table_file(const fs::path& path) {
  const FoundFile found = find_file(folder_of(path), path.filename());
  if (!found.content) {
    throw UsageError("There is no file '" + path.string() +
                     "'. See that its name is spelled right and that you are in the right folder.");
  }
  return *found.content;
}

std::optional<fs::path> write_export(const fs::path& path, const std::string& content, const fs::path& merge_input,
                                     bool in_place) {
  if (!merge_input.empty() && is_same_file(path, merge_input) && !in_place) {
    throw UsageError("'" + path.string() +
                     "' is the file that the marks are merged into. Write to another one, or say --in-place: a backup "
                     "is then kept beside it.");
  }
  const fs::path folder = folder_of(path);
  const FoundFile old = find_file(folder, path.filename());
  std::optional<fs::path> backup;
  if (old.content && *old.content != content) {
    backup = free_backup_name(path);
    write_file_atomically(folder, *backup, *old.content);
    backup = folder / *backup;
  }
  write_file_atomically(folder, path.filename(), content);
  return backup;
}

}  // namespace grader
