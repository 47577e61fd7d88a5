#include "content_stamps.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <system_error>

#include "build.hpp"
#include "build_lock.hpp"
#include "file_hashes.hpp"

namespace grader {
namespace fs = std::filesystem;
namespace {

std::string read(const fs::path& file) {
  std::ifstream stream(file);
  std::string hash;
  std::getline(stream, hash);
  return hash;
}

void write(const fs::path& file, const std::string& hash) {
  std::error_code error;
  fs::create_directories(file.parent_path(), error);
  std::ofstream stream(file);
  stream << hash << "\n" << std::flush;
  if (!stream) throw_unwritable(file, errno);
}

}  // namespace

ContentStamps::ContentStamps(const Course& course, std::string_view preset, const std::vector<std::string>& targets) {
  for (const Module& module : course.modules) {
    if (std::find(targets.begin(), targets.end(), provider_target(module, "mine")) == targets.end()) continue;
    const FileHashes hashes = hash_student_files(course, module);
    for (const Task& task : module.tasks) {
      const fs::path file = course.build_folder(preset) / "content" / module.folder / task.name;
      stamps_.push_back({course.student_file(module, task), file, hashes.at(task.name)});
    }
  }
  for (const Stamp& stamp : stamps_) {
    if (read(stamp.file) != stamp.hash) write(stamp.file, stamp.hash);
  }
}

void ContentStamps::settle() const {
  for (const Stamp& stamp : stamps_) {
    if (hash_file(stamp.source) != stamp.hash) write(stamp.file, "");
  }
}

}  // namespace grader
