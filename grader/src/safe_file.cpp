#include "safe_file.hpp"

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

#include "errors.hpp"
#include "process_launch.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(const std::string& doing, const fs::path& path, int error) {
  std::string advice = "See that it exists and may be written.";
  if (error == ENOSPC || error == EDQUOT || error == EFBIG) advice = "Free some disk space.";
  if (error == ELOOP || error == ENOTDIR) {
    advice = "A link stands there, and the grader does not write through links: put a real folder in its place.";
  }
  throw EnvironmentError("cannot " + doing + " " + path.string() + ": " + std::generic_category().message(error) +
                         ". Nothing was lost. " + advice + " Then run the command again.");
}

void write_all(int descriptor, std::string_view content, const fs::path& path) {
  while (!content.empty()) {
    const ssize_t count = ::write(descriptor, content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("write", path, errno);
    content.remove_prefix(static_cast<std::size_t>(count));
  }
}

std::string read_all(int descriptor, const fs::path& path) {
  std::string content;
  std::array<char, 65536> piece{};
  for (;;) {
    const ssize_t count = ::read(descriptor, piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) fail("read", path, errno);
    if (count == 0) return content;
    content.append(piece.data(), static_cast<std::size_t>(count));
  }
}

/// A name that no editor, compiler or `git add src` will take up; deleted unless it was renamed into place.
class TemporaryFile {
 public:
  explicit TemporaryFile(int folder) : folder_(folder) {
    static std::atomic<int> counter{0};
    name_ = ".grader-" + std::to_string(::getpid()) + "-" + std::to_string(counter++) + ".tmp";
  }
  ~TemporaryFile() {
    if (exists_) ::unlinkat(folder_, name_.c_str(), 0);
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  void write(std::string_view content, mode_t mode, const fs::path& path) {
    const Descriptor file(::openat(folder_, name_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!file.open()) fail("write beside", path, errno);
    exists_ = true;
    write_all(file.get(), content, path);
    ::fchmod(file.get(), mode);
    if (::fsync(file.get()) != 0) fail("write", path, errno);
  }
  const char* name() const { return name_.c_str(); }
  void moved() { exists_ = false; }

 private:
  int folder_;
  std::string name_;
  bool exists_ = false;
};

int rename_with(int folder, const char* from, const char* to, unsigned int flags) {
  return static_cast<int>(::syscall(SYS_renameat2, folder, from, folder, to, flags));
}

/// Opens a folder below `root` without following a link on the way.
/// @param create  make what is missing
Descriptor open_folder_beneath(const fs::path& root, const fs::path& relative, bool create) {
  Descriptor folder(::open(root.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder.open()) fail("open", root, errno);
  fs::path so_far;
  for (const fs::path& part : relative) {
    if (part.empty() || part == ".") continue;
    so_far /= part;
    if (part == "..") fail("go up from", so_far, EINVAL);
    if (create && ::mkdirat(folder.get(), part.c_str(), 0755) != 0 && errno != EEXIST) fail("make", so_far, errno);
    Descriptor next(::openat(folder.get(), part.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!next.open()) fail("open", so_far, errno);
    folder = std::move(next);
  }
  return folder;
}

}  // namespace

FoundFile find_file(const fs::path& root, const fs::path& relative) {
  FoundFile found;
  const fs::path path = root / relative;
  struct stat information {};
  if (::lstat(path.c_str(), &information) != 0) {
    if (errno == ENOENT || errno == ENOTDIR) return found;
    fail("look at", relative, errno);
  }
  found.is_link = S_ISLNK(information.st_mode);
  // O_NONBLOCK: opening a pipe must not wait for a writer.
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (!file.open() && found.is_link) return found;
  if (!file.open()) fail("read", relative, errno);
  if (::fstat(file.get(), &information) != 0 || !S_ISREG(information.st_mode)) {
    throw EnvironmentError(relative.string() +
                           " is no file (a folder or a device). Move it away, then run the command again.");
  }
  found.content = read_all(file.get(), relative);
  return found;
}

void write_file_atomically(const fs::path& root, const fs::path& relative, std::string_view content,
                           const std::function<void(const std::string&)>& displaced) {
  const Descriptor folder = open_folder_beneath(root, relative.parent_path(), true);
  const std::string name = relative.filename().string();
  struct stat old {};
  const bool there = ::fstatat(folder.get(), name.c_str(), &old, AT_SYMLINK_NOFOLLOW) == 0;
  if (there && S_ISDIR(old.st_mode)) fail("write", relative, EISDIR);
  TemporaryFile temporary(folder.get());
  temporary.write(content, there && S_ISREG(old.st_mode) ? old.st_mode & 0777U : 0644U, relative);
  // Exchanged rather than overwritten: a save by an editor at this very moment is then still in our hands.
  if (displaced && there && S_ISREG(old.st_mode) &&
      rename_with(folder.get(), temporary.name(), name.c_str(), RENAME_EXCHANGE) == 0) {
    try {
      const Descriptor file(::openat(folder.get(), temporary.name(), O_RDONLY | O_NOFOLLOW | O_CLOEXEC));
      if (!file.open()) fail("read", relative, errno);
      displaced(read_all(file.get(), relative));
    } catch (...) {
      rename_with(folder.get(), temporary.name(), name.c_str(), RENAME_EXCHANGE);
      throw;
    }
  } else {
    if (::renameat(folder.get(), temporary.name(), folder.get(), name.c_str()) != 0) fail("write", relative, errno);
    temporary.moved();
  }
  ::fsync(folder.get());
}

bool write_file_once(const fs::path& root, const fs::path& relative, std::string_view content) {
  const Descriptor folder = open_folder_beneath(root, relative.parent_path(), true);
  const std::string name = relative.filename().string();
  TemporaryFile temporary(folder.get());
  temporary.write(content, 0644U, relative);
  // A second name, because a plain rename replaces. Not every file system knows both ways.
  if (::linkat(folder.get(), temporary.name(), folder.get(), name.c_str(), 0) != 0) {
    if (errno == EEXIST) return false;
    if (rename_with(folder.get(), temporary.name(), name.c_str(), RENAME_NOREPLACE) != 0) {
      if (errno == EEXIST) return false;
      fail("write", relative, errno);
    }
    temporary.moved();
  }
  ::fsync(folder.get());
  return true;
}

void write_private_file(const fs::path& root, const fs::path& relative, std::string_view content) {
  const Descriptor folder = open_folder_beneath(root, relative.parent_path(), true);
  TemporaryFile temporary(folder.get());
  temporary.write(content, 0600, relative);
  if (::renameat(folder.get(), temporary.name(), folder.get(), relative.filename().c_str()) != 0)
    fail("write", relative, errno);
  temporary.moved();
  ::fsync(folder.get());
}

bool write_new_file(const fs::path& path, std::string_view content) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644));
  if (!file.open() && errno == EEXIST) return false;
  if (!file.open()) fail("write", path, errno);
  try {
    write_all(file.get(), content, path);
    if (::fsync(file.get()) != 0) fail("write", path, errno);
  } catch (...) {
    ::unlink(path.c_str());
    throw;
  }
  return true;
}

bool make_new_folder(const fs::path& root, const fs::path& relative) {
  const Descriptor folder = open_folder_beneath(root, relative.parent_path(), true);
  if (::mkdirat(folder.get(), relative.filename().c_str(), 0755) == 0) return true;
  if (errno != EEXIST) fail("make", relative, errno);
  return false;
}

}  // namespace grader
