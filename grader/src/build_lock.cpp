#include "build_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <string>
#include <thread>

#include "errors.hpp"
#include "terminal.hpp"

namespace grader {
namespace fs = std::filesystem;

void throw_unwritable(const fs::path& path, int error) {
  std::string text = path.string() + " cannot be written: " + std::strerror(error) + ".";
  if (error == ENOSPC || error == EDQUOT) {
    text += " Make room on the disk (`df -h .`), then try again.";
  } else if (error == EROFS || error == EACCES || error == EPERM) {
    text += " The course needs a folder that you may write to: copy it to your home folder, or see `ls -ld`.";
  }
  throw EnvironmentError(text);
}

BuildLock::BuildLock(const fs::path& build_folder) {
  const fs::path file = build_folder / ".grader.lock";
  descriptor_ = open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) throw_unwritable(file, errno);
  wait();
}

BuildLock::~BuildLock() {
  close(descriptor_);
}

void BuildLock::wait() const {
  using namespace std::chrono_literals;
  const auto started = std::chrono::steady_clock::now();
  bool said = false;
  while (flock(descriptor_, LOCK_EX | LOCK_NB) != 0) {
    if (errno != EWOULDBLOCK && errno != EINTR) return;  // a file system without locks: Ninja alone must do
    if (!said && std::chrono::steady_clock::now() - started > 500ms) {
      Terminal::standard_error(false).line("Another grader is building here; waiting for it to finish ...");
      said = true;
    }
    std::this_thread::sleep_for(20ms);
  }
}

}  // namespace grader
