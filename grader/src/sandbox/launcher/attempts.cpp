#include "attempts.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "handle.hpp"

namespace grader::sandbox {
namespace {

void say(const char* key, bool held, const std::string& detail = "") {
  std::printf("%s %s %s\n", key, held ? "held" : "open", held ? "" : detail.c_str());
  std::fflush(stdout);
}

void try_files(const std::string& folder) {
  const Handle secret(open((folder + "/secret").c_str(), O_RDONLY | O_CLOEXEC));
  const Handle accounts(open("/etc/passwd", O_RDONLY | O_CLOEXEC));
  say("reading", !secret.open() && !accounts.open(), "a file outside was opened");
  const Handle made(open((folder + "/made").c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  say("writing", !made.open(), "a file was made outside");
}

void try_network() {
  for (const int family : {AF_INET, AF_INET6, AF_UNIX, AF_NETLINK}) {
    const Handle made(socket(family, family == AF_NETLINK ? SOCK_RAW : SOCK_STREAM, 0));
    if (made.open()) return say("network", false, "a socket was made");
  }
  say("network", true);
}

/// In a child: what works by mistake must not change us.
bool works_in_child(bool (*attempt)()) {
  const pid_t child = fork();
  if (child == 0) _exit(attempt() ? 1 : 0);
  int status = -1;
  if (child > 0) waitpid(child, &status, 0);
  return status != 0;
}

void try_processes(pid_t other) {
  say("signals", kill(other, 0) != 0, "a process outside could be signalled");
  say("tracing", !works_in_child([] { return ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) == 0; }),
      "ptrace was allowed");
}

void try_namespaces() {
  const bool worked = works_in_child(
      [] { return unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0 || mount("none", "/tmp", "tmpfs", 0, nullptr) == 0; });
  say("mounting", !worked, "a namespace or a mount was made");
}

void try_fork_bomb() {
  constexpr std::size_t bounded = 200;
  std::vector<pid_t> children;
  while (children.size() < bounded) {
    const pid_t child = fork();
    if (child == 0) {
      while (true) pause();
    }
    if (child < 0) break;
    children.push_back(child);
  }
  for (const pid_t child : children) kill(child, SIGKILL);
  for (const pid_t child : children) waitpid(child, nullptr, 0);
  say("processes", children.size() < bounded, "200 processes were started");
}

void try_memory() {
  constexpr std::size_t large = std::size_t{3} << 30;
  void* got = mmap(nullptr, large, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  say("memory", got == MAP_FAILED, "3 GiB were given");
  if (got != MAP_FAILED) munmap(got, large);
}

/// The probe gives 1 MiB of /tmp, and files of more.
void try_temporary() {
  constexpr int blocks = 32;
  static const std::array<char, 65536> block{};
  const char* given = std::getenv("TMPDIR");
  const std::string path = std::string(given == nullptr ? "/tmp" : given) + "/filled";
  const Handle file(open(path.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  if (!file.open()) return say("temporary", false, "/tmp cannot be written");
  for (int index = 0; index < blocks; ++index) {
    if (write(file.get(), block.data(), block.size()) != static_cast<ssize_t>(block.size()))
      return say("temporary", true);
  }
  say("temporary", false, "/tmp is as large as the machine's");
}

void try_inheritance() {
  constexpr int most = 256;
  int found = 0;
  for (int number = 3; number < most; ++number) found += fcntl(number, F_GETFD) >= 0 ? 1 : 0;
  say("descriptors", found == 0, "descriptors of the grader are open");
  say("privileges", prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1 && geteuid() != 0, "privileges can be gained");
}

/// Every user may list a root folder, unless Landlock says no.
void try_landlock() {
  DIR* root = opendir("/");
  say("landlock", root == nullptr, "the kernel has none");
  if (root != nullptr) closedir(root);
}

}  // namespace

int take_memory_together() {
  constexpr int processes = 8;
  constexpr std::size_t share = std::size_t{24} << 20;
  constexpr unsigned longest = 30;
  std::array<int, 2> ready{};
  if (pipe(ready.data()) != 0) return 1;
  for (int number = 0; number < processes; ++number) {
    if (fork() != 0) continue;
    alarm(longest);
    void* got = mmap(nullptr, share, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (got == MAP_FAILED || write(ready[1], "r", 1) != 1) _exit(1);
    while (true) pause();
  }
  alarm(longest);
  char byte = 0;
  for (int number = 0; number < processes; ++number) {
    if (read(ready[0], &byte, 1) != 1) return 1;
  }
  return 0;
}

int try_everything(int count, char** arguments) {
  constexpr int wanted = 4;
  if (count != wanted) return 2;
  try_files(arguments[2]);
  try_network();
  try_processes(static_cast<pid_t>(std::strtol(arguments[3], nullptr, 10)));
  try_namespaces();
  try_fork_bomb();
  try_memory();
  try_temporary();
  try_inheritance();
  try_landlock();
  return 0;
}

}  // namespace grader::sandbox
