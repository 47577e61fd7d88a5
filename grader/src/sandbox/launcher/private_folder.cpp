#include "private_folder.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace grader::sandbox {
namespace {

/// Empties a folder. Deeper than `levels` is left: a tree that deep was made to exhaust us.
void empty_folder(int folder, int levels) {
  DIR* entries = fdopendir(folder);
  if (entries == nullptr) {
    close(folder);
    return;
  }
  while (const dirent* entry = readdir(entries)) {
    const char* name = entry->d_name;
    if (std::strcmp(name, ".") == 0 || std::strcmp(name, "..") == 0) continue;
    if (unlinkat(dirfd(entries), name, 0) == 0) continue;
    const int below = openat(dirfd(entries), name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (below < 0) continue;
    fchmod(below, S_IRWXU);
    if (levels > 0) {
      empty_folder(below, levels - 1);
    } else {
      close(below);
    }
    unlinkat(dirfd(entries), name, AT_REMOVEDIR);
  }
  closedir(entries);
}

}  // namespace

PrivateFolder::PrivateFolder(const Plan& plan) : path_("/tmp/grader-sandbox-XXXXXX") {
  if (mkdtemp(path_.data()) == nullptr) fail("no folder for temporary files can be made in /tmp");
  if (geteuid() == 0 && lchown(path_.c_str(), plan.user, plan.group) != 0) fail(path_);
}

void PrivateFolder::remove() const {
  constexpr int deepest = 40;
  const int folder = open(path_.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (folder >= 0) empty_folder(folder, deepest);
  rmdir(path_.c_str());
}

}  // namespace grader::sandbox
