#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "edition/archive.hpp"
#include "edition/archive_intake.hpp"
#include "edition/read_bounded.hpp"
#include "process_launch.hpp"

namespace grader {
namespace {

constexpr int folder_flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC;

const char* kind_of(mode_t mode) {
  if (S_ISLNK(mode)) return "it is a symbolic link";
  if (S_ISCHR(mode) || S_ISBLK(mode)) return "it is a device";
  if (S_ISFIFO(mode)) return "it is a pipe";
  if (S_ISSOCK(mode)) return "it is a socket";
  return S_ISREG(mode) || S_ISDIR(mode) ? nullptr : "it is neither a file nor a folder";
}

/// Goes down by descriptors: what is exchanged for a link meanwhile fails to open.
class FolderWalk {
 public:
  FolderWalk(const Wanted& wanted, const ArchiveBounds& bounds) : bounds_(bounds), intake_(wanted, bounds, 0) {}

  TakenFiles read(const std::filesystem::path& path) {
    enter(Descriptor(::openat(AT_FDCWD, path.c_str(), folder_flags)), "");
    return intake_.finish();
  }

 private:
  void enter(Descriptor folder, const std::string& path) {
    if (!folder.open()) {
      const int error = errno;
      const std::string reason = error == ELOOP || error == ENOTDIR
                                     ? "it is a link or no folder"
                                     : "it cannot be read: " + std::generic_category().message(error);
      path.empty() ? intake_.stop(reason) : intake_.refuse(path, reason);
      return;
    }
    const int number = folder.get();
    const std::unique_ptr<DIR, int (*)(DIR*)> list(::fdopendir(number), &::closedir);
    if (!list) return intake_.stop("its folders cannot be listed");
    folder.release();
    for (const std::string& name : names_in(list.get())) {
      if (!intake_.begin_entry()) return;
      look_at(number, name, path);
      if (intake_.stopped()) return;
    }
  }

  /// Sorted, so that the findings do not depend on the disk. No more of them than may still come.
  std::vector<std::string> names_in(DIR* list) const {
    std::vector<std::string> names;
    while (const dirent* entry = ::readdir(list)) {
      const std::string name = entry->d_name;
      if (name != "." && name != "..") names.push_back(name);
      if (names.size() > bounds_.entries) break;
    }
    std::sort(names.begin(), names.end());
    return names;
  }

  void look_at(int folder, const std::string& name, const std::string& above) {
    struct stat information {};
    if (::fstatat(folder, name.c_str(), &information, AT_SYMLINK_NOFOLLOW) != 0) return;
    const bool is_folder = S_ISDIR(information.st_mode);
    if (is_folder && name.starts_with('.')) return;
    const std::string path = intake_.place(above.empty() ? name : above + "/" + name, is_folder);
    if (path.empty()) return;
    if (const char* kind = kind_of(information.st_mode)) return intake_.refuse(path, kind);
    if (is_folder) return enter(Descriptor(::openat(folder, name.c_str(), folder_flags)), path);
    if (is_archive_name(path)) intake_.refuse(path, "it is an archive inside the folder");
    const std::uint64_t limit = intake_.limit_of(path);
    if (limit > 0) take(folder, name, path, limit);
  }

  void take(int folder, const std::string& name, const std::string& path, std::uint64_t limit) {
    ReadFile file = read_bounded(folder, name.c_str(), limit);
    if (!file.refusal.empty()) return intake_.refuse(path, file.refusal);
    if (file.names > 1) {
      return intake_.refuse(path, "it is a hard link (the file has several names); a copy made with `cp -r` has none");
    }
    if (intake_.count(file.content.size())) intake_.take(path, std::move(file.content));
  }

  const ArchiveBounds& bounds_;
  ArchiveIntake intake_;
};

}  // namespace

TakenFiles read_folder(const std::filesystem::path& path, const Wanted& wanted, const ArchiveBounds& bounds) {
  return FolderWalk(wanted, bounds).read(path);
}

}  // namespace grader
