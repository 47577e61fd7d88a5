#include "user_namespace.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cctype>
#include <string>

namespace grader::sandbox {
namespace {

/// A rule of the system may forbid it; the namespace then holds all the same, and everybody in it is called nobody.
void write_map(const Handle& process, const char* name, const std::string& text) {
  const Handle file(openat(process.get(), name, O_WRONLY | O_CLOEXEC));
  [[maybe_unused]] const ssize_t written = file.open() ? write(file.get(), text.data(), text.size()) : 0;
}

/// Processes and threads of our user on the machine.
std::uint64_t tasks_of_ours() {
  std::uint64_t tasks = 0;
  DIR* processes = opendir("/proc");
  if (processes == nullptr) return 0;
  while (const dirent* entry = readdir(processes)) {
    if (std::isdigit(static_cast<unsigned char>(entry->d_name[0])) == 0) continue;
    struct stat status {};
    const std::string threads = std::string(entry->d_name) + "/task";
    if (fstatat(dirfd(processes), threads.c_str(), &status, 0) != 0 || status.st_uid != geteuid()) continue;
    tasks += status.st_nlink - 2;  // a folder's links: itself, its name, and each folder in it
  }
  closedir(processes);
  return tasks;
}

}  // namespace

bool enter_user_namespace(const Handle& process, int more) {
  const std::string user = std::to_string(geteuid());
  const std::string group = std::to_string(getegid());
  if (unshare(CLONE_NEWUSER | more) != 0) return false;
  if (!process.open()) return true;
  write_map(process, "setgroups", "deny");
  write_map(process, "uid_map", user + " " + user + " 1");
  write_map(process, "gid_map", group + " " + group + " 1");
  return true;
}

std::uint64_t count_processes_apart() {
  const Handle process(open("/proc/self", O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (enter_user_namespace(process, 0)) return 0;
  return tasks_of_ours();
}

}  // namespace grader::sandbox
