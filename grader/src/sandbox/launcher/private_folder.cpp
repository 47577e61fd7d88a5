#include "private_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <functional>

namespace grader::sandbox {
namespace {

/// Every name in a folder but its own and its parent's.
void for_each_name(int folder, const std::function<void(const char*)>& use) {
  const int own = fcntl(folder, F_DUPFD_CLOEXEC, 0);
  DIR* entries = own < 0 ? nullptr : fdopendir(own);
  if (entries == nullptr) {
    if (own >= 0) close(own);
    return;
  }
  rewinddir(entries);  // the copy shares its place with the descriptor
  while (const dirent* entry = readdir(entries)) {
    if (std::strcmp(entry->d_name, ".") != 0 && std::strcmp(entry->d_name, "..") != 0) use(entry->d_name);
  }
  closedir(entries);
}

/// Also where its owner may not enter: then nobody else has the mode changed meanwhile.
Handle open_folder(int parent, const char* name) {
  constexpr int how = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
  Handle folder(openat(parent, name, how));
  if (!folder.open() && errno == EACCES && fchmodat(parent, name, S_IRWXU, 0) == 0)
    folder = Handle(openat(parent, name, how));
  return folder;
}

/// A tree may be so deep that no path names its end and no stack reaches it. So what lies in a folder of `top` is moved into `top` itself,
/// until no folder holds anything.
class Emptying {
 public:
  explicit Emptying(int top) : top_(top) {}

  void operator()() {
    do {
      changed_ = false;
      for_each_name(top_, [this](const char* name) { remove(name); });
    } while (changed_);
  }

 private:
  void remove(const char* name) {
    if (noted(unlinkat(top_, name, 0))) return;
    const Handle below = open_folder(top_, name);
    if (!below.open()) return;
    fchmod(below.get(), S_IRWXU);
    for_each_name(below.get(), [&](const char* inner) { lift(below.get(), inner); });
    noted(unlinkat(top_, name, AT_REMOVEDIR));
  }

  void lift(int folder, const char* name) {
    if (noted(unlinkat(folder, name, 0))) return;
    // A folder that moves must be writable, because it holds the name of its parent.
    const Handle moved = open_folder(folder, name);
    if (moved.open()) fchmod(moved.get(), S_IRWXU);
    const std::string unused = "lifted-" + std::to_string(getpid()) + "-" + std::to_string(++lifted_);
    noted(renameat(folder, name, top_, unused.c_str()));
  }

  bool noted(int result) {
    changed_ = changed_ || result == 0;
    return result == 0;
  }

  int top_;
  bool changed_ = false;
  unsigned long lifted_ = 0;
};

}  // namespace

PrivateFolder::PrivateFolder(const Plan& plan) : path_("/tmp/grader-sandbox-XXXXXX") {
  if (mkdtemp(path_.data()) == nullptr) fail("no folder for temporary files can be made in /tmp");
  folder_ = Handle(open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!folder_.open()) fail(path_);
  if (geteuid() == 0 && fchown(folder_.get(), plan.user, plan.group) != 0) fail(path_);
}

void PrivateFolder::remove() const {
  fchmod(folder_.get(), S_IRWXU);
  Emptying{folder_.get()}();
  rmdir(path_.c_str());
}

}  // namespace grader::sandbox
