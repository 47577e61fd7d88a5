#include <algorithm>
#include <system_error>

#include "edition/manifest.hpp"
#include "edition/submission.hpp"
#include "errors.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

bool is_hidden_name(const fs::path& path) {
  return path.filename().string().starts_with('.');
}

/// Holds modules/, a manifest or sources itself.
bool is_submission_folder(const fs::path& folder) {
  std::error_code error;
  if (fs::symlink_status(folder / "modules", error).type() == fs::file_type::directory) return true;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const fs::path& path = entry.path();
    const bool counts = path.filename() == manifest_name || path.extension() == ".cpp";
    if (counts && entry.symlink_status(error).type() == fs::file_type::regular) return true;
  }
  return false;
}

struct ClassFolder {
  std::vector<fs::path> entries;   ///< what may be a submission, sorted
  bool holds_submissions = false;  ///< one of them is
};

ClassFolder look_into(const fs::path& folder) {
  ClassFolder found;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    const fs::path& path = entry.path();
    if (is_hidden_name(path)) continue;
    const fs::file_type type = entry.symlink_status(error).type();
    const bool archive = is_archive_name(path.filename().string());
    if (type == fs::file_type::directory) {
      found.holds_submissions = found.holds_submissions || is_submission_folder(path);
    } else if (archive) {
      found.holds_submissions = true;
    } else if (type != fs::file_type::symlink) {
      continue;
    }
    found.entries.push_back(path);
  }
  if (error) {
    throw EnvironmentError("cannot list " + folder.string() + ": " + error.message() + ". See that it may be read.");
  }
  std::sort(found.entries.begin(), found.entries.end());
  return found;
}

}  // namespace

std::vector<fs::path> find_submissions(const std::vector<std::string>& arguments) {
  std::vector<fs::path> submissions;
  for (const std::string& argument : arguments) {
    std::error_code error;
    // What the instructor names may be a link; what lies in it may not.
    const fs::path path = fs::canonical(argument, error);
    if (error) throw UsageError("there is no submission " + argument + ": " + error.message() + ".");
    if (fs::is_regular_file(path, error)) {
      submissions.push_back(path);
      continue;
    }
    if (!fs::is_directory(path, error)) {
      throw UsageError(argument + " is neither an archive nor a folder of submissions.");
    }
    ClassFolder folder = is_submission_folder(path) ? ClassFolder{} : look_into(path);
    if (!folder.holds_submissions) folder.entries = {path};
    submissions.insert(submissions.end(), folder.entries.begin(), folder.entries.end());
  }
  return submissions;
}

}  // namespace grader
