#include "edition/read_bounded.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <system_error>

#include "process_launch.hpp"

namespace grader {
namespace {

std::string reason(int error) {
  if (error == ELOOP) return "it is a symbolic link";
  return "it cannot be read: " + std::generic_category().message(error);
}

}  // namespace

ReadFile read_bounded(int folder, const char* name, std::uint64_t most) {
  ReadFile file;
  const Descriptor descriptor(::openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY | O_CLOEXEC));
  struct stat information {};
  if (!descriptor.open() || ::fstat(descriptor.get(), &information) != 0) {
    // A socket cannot be opened at all.
    file.refusal = errno == ENXIO ? "it is neither a file nor a folder" : reason(errno);
    return file;
  }
  if (!S_ISREG(information.st_mode)) {
    file.refusal = S_ISDIR(information.st_mode) ? "it is a folder" : "it is neither a file nor a folder";
    return file;
  }
  file.names = information.st_nlink;
  std::array<char, 65536> piece{};
  for (;;) {
    const ssize_t count = ::read(descriptor.get(), piece.data(), piece.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) file.refusal = reason(errno);
    if (count <= 0) return file;
    if (static_cast<std::uint64_t>(count) > most - file.content.size()) {
      file.content.clear();
      file.refusal = "it is larger than " + std::to_string(most) + " bytes";
      return file;
    }
    file.content.append(piece.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace grader
