#include "folder_hold.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace grader {

Descriptor hold_folder(const std::filesystem::path& folder) {
  Descriptor held(open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!held.open() || flock(held.get(), LOCK_EX | LOCK_NB) == 0) return held;
  const int why_not = errno;
  held.close();
  errno = why_not;
  return held;
}

}  // namespace grader
