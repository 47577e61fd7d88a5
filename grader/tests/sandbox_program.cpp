/// Run inside the sandbox by its tests: tries one abuse, named by the first argument, and prints what happened. Each is
/// bounded by itself, so that a broken sandbox harms nobody.
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <sys/file.h>
#include <sys/inotify.h>
#include <sys/mman.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <sys/xattr.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <functional>
#include <iostream>
#include <iterator>
#include <map>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

extern char** environ;

namespace {

using Arguments = std::vector<std::string>;

void print(const std::string& text) {
  std::cout << text << std::endl;
}

void report(bool done) {
  print(done ? "done" : std::string("refused: ") + std::strerror(errno));
}

int number(const std::string& text) {
  return std::atoi(text.c_str());
}

void read_file(const Arguments& given) {
  const int file = open(given[0].c_str(), O_RDONLY);
  std::array<char, 64> text{};
  if (file >= 0 && read(file, text.data(), text.size() - 1) < 0) return print("unreadable");
  report(file >= 0);
  if (file >= 0) print(text.data());
}

void write_file(const Arguments& given) {
  const int file = open(given[0].c_str(), O_WRONLY | O_CREAT, 0644);
  report(file >= 0 && write(file, "x", 1) == 1);
}

/// Writes MiB after MiB to files of at most four, and stops at a given number.
void fill(const Arguments& given) {
  const std::vector<char> block(1U << 20, 'x');
  int written = 0;
  int file = -1;
  for (; written < number(given[1]); ++written) {
    if (written % 4 == 0) file = open((given[0] + "/fill" + std::to_string(written)).c_str(), O_WRONLY | O_CREAT, 0644);
    if (write(file, block.data(), block.size()) != static_cast<ssize_t>(block.size())) break;
  }
  print(std::to_string(written));
}

void large_file(const Arguments& given) {
  std::signal(SIGXFSZ, SIG_IGN);
  const int file = open(given[0].c_str(), O_WRONLY | O_CREAT, 0644);
  report(ftruncate(file, 8 << 20) == 0);
}

void connect_tcp(const Arguments& given) {
  const int made = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(number(given[0])));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  report(made >= 0 && connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

/// A name that begins with "@" is abstract.
void connect_unix(const Arguments& given) {
  const int made = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  given[0].copy(address.sun_path, sizeof address.sun_path - 1);
  if (address.sun_path[0] == '@') address.sun_path[0] = 0;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + given[0].size());
  report(made >= 0 && connect(made, reinterpret_cast<const sockaddr*>(&address), size) == 0);
}

/// Children that stay until somebody ends them, each holding the file's lock.
void bomb(const Arguments& given) {
  const int lock = open(given[1].c_str(), O_RDWR | O_CREAT, 0644);
  flock(lock, LOCK_EX);
  int count = 0;
  for (; count < number(given[0]); ++count) {
    const pid_t child = fork();
    if (child < 0) break;
    if (child == 0) {
      alarm(60);
      while (true) pause();
    }
  }
  print(std::to_string(count));
}

[[noreturn]] void loop() {
  alarm(300);
  while (true) {
  }
}

void threads(const Arguments& given) {
  std::vector<std::thread> running;
  std::atomic<bool> over = false;
  try {
    while (running.size() < static_cast<std::size_t>(number(given[0]))) {
      running.emplace_back([&over] { over.wait(false); });
    }
  } catch (const std::system_error&) {
  }
  print(std::to_string(running.size()));
  over = true;
  over.notify_all();
  for (std::thread& each : running) each.join();
}

void allocate(const Arguments& given) {
  const auto bytes = static_cast<std::size_t>(number(given[0])) << 20U;
  report(mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0) !=
         MAP_FAILED);
}

/// Processes that each touch so many MiB and keep them until all have theirs.
void share(const Arguments& given) {
  const auto bytes = static_cast<std::size_t>(number(given[1])) << 20U;
  std::array<int, 2> ready{};
  if (pipe(ready.data()) != 0) std::exit(1);
  for (int each = 0; each < number(given[0]); ++each) {
    if (fork() != 0) continue;
    alarm(60);
    const auto* memory =
        mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE, -1, 0);
    if (memory == MAP_FAILED || write(ready[1], "r", 1) != 1) std::_Exit(1);
    while (true) pause();
  }
  alarm(60);
  char byte = 0;
  for (int each = 0; each < number(given[0]); ++each) {
    if (read(ready[0], &byte, 1) != 1) std::exit(1);
  }
  report(true);
}

/// A process in a session of its own that ignores what it can, holds the file's lock, and ends by itself after a minute.
void start_daemon(const std::string& lock_path) {
  const int lock = open(lock_path.c_str(), O_RDWR | O_CREAT, 0644);
  flock(lock, LOCK_EX);
  std::array<int, 2> ready{};
  if (pipe(ready.data()) != 0) std::exit(1);
  if (fork() == 0) {
    setsid();
    if (fork() != 0) std::_Exit(0);
    for (const int each : {SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1}) std::signal(each, SIG_IGN);
    alarm(60);
    if (write(ready[1], "r", 1) != 1) std::_Exit(1);
    close(1);
    close(2);
    while (true) pause();
  }
  char byte = 0;
  if (read(ready[0], &byte, 1) == 1) print("ready");
}

void descriptors(const Arguments& /*none*/) {
  for (int each = 0; each < 1024; ++each) {
    if (fcntl(each, F_GETFD) >= 0) print(std::to_string(each));
  }
}

void environment(const Arguments& /*none*/) {
  for (char** each = environ; *each != nullptr; ++each) print(*each);
}

/// Each is given what does no harm if it works; what counts is the answer.
void system_calls(const Arguments& /*none*/) {
  const auto call = [](const char* name, auto... arguments) {
    errno = 0;
    const long result = syscall(arguments...);
    print(std::string(name) + " " + (result >= 0 ? "worked" : std::strerror(errno)));
  };
  call("memfd_create", SYS_memfd_create, "x", 0);
  call("shmget", SYS_shmget, 0, 4096, 01600);
  call("io_uring_setup", SYS_io_uring_setup, 1, nullptr);
  call("bpf", SYS_bpf, 0, nullptr, 0);
  call("perf_event_open", SYS_perf_event_open, nullptr, 0, -1, -1, 0);
  call("userfaultfd", SYS_userfaultfd, 0);
  call("keyctl", SYS_keyctl, 0, -3, 0);
  call("personality", SYS_personality, 0xffffffff);
  call("socketpair", SYS_socketpair, AF_UNIX, SOCK_STREAM, 0, nullptr);
  call("process_vm_readv", SYS_process_vm_readv, getpid(), nullptr, 0, nullptr, 0, 0);
  call("kcmp", SYS_kcmp, getpid(), getpid(), 0, 0, 0);
  call("unshare", SYS_unshare, CLONE_NEWUSER);
  call("unshare_files", SYS_unshare, CLONE_FILES);
  call("setns", SYS_setns, -1, 0);
  call("chroot", SYS_chroot, "/tmp");
  call("mount", SYS_mount, "none", "/tmp", "tmpfs", 0, nullptr);
  call("open_tree", SYS_open_tree, -100, "/tmp", 1);
  call("clone_user", SYS_clone, CLONE_NEWUSER | CLONE_FILES, nullptr, nullptr, nullptr, nullptr);
  clone_args newer{};
  newer.flags = CLONE_NEWUSER;
  call("clone3", SYS_clone3, &newer, 1);
  call("ptrace", SYS_ptrace, PTRACE_TRACEME, 0, nullptr, nullptr);
  call("mknod", SYS_mknod, "/tmp/device", S_IFCHR | 0600, 259);
  constexpr long statmount = 457;
  call("statmount", statmount, nullptr, nullptr, 0, 0);
}

/// Changes of a file that is read at most, each reported by its name.
void change_file(const Arguments& given) {
  const char* file = given[0].c_str();
  const auto attempt = [](const char* name, auto result) {
    print(std::string(name) + (result == 0 ? " done" : " refused"));
  };
  const int reading = open(file, O_RDONLY);
  attempt("chmod", chmod(file, 0606));
  attempt("fchmod", fchmod(reading, 0660));
  attempt("chown", chown(file, getuid(), getgid()));
  attempt("utimensat", utimensat(AT_FDCWD, file, nullptr, 0));
  attempt("futimens", futimens(reading, nullptr));
  attempt("setxattr", setxattr(file, "user.abuse", "x", 1, 0));
  attempt("truncate", truncate(file, 0));
  const int truncated = open(file, O_RDONLY | O_TRUNC);
  attempt("truncated_by_open", truncated >= 0 ? 0 : -1);
  attempt("inotify", inotify_init() >= 0 ? 0 : -1);
  attempt("lease", fcntl(reading, F_SETLEASE, F_RDLCK));
}

/// What one may do to another process of one's own user, each reported by its name.
void change_process(const Arguments& given) {
  const pid_t other = number(given[0]);
  const auto attempt = [](const char* name, auto result) {
    print(std::string(name) + (result == 0 ? " done" : " refused"));
  };
  const rlimit few{100, 100};
  attempt("prlimit", prlimit(other, RLIMIT_NOFILE, &few, nullptr));
  attempt("setpriority", setpriority(PRIO_PROCESS, static_cast<id_t>(other), 19));
  if (getuid() == 65534) attempt("setpriority_user", setpriority(PRIO_USER, 0, 19));
  const sched_param idle{};
  attempt("sched_setscheduler", sched_setscheduler(other, SCHED_IDLE, &idle));
  cpu_set_t first;
  CPU_ZERO(&first);
  CPU_SET(0, &first);
  attempt("sched_setaffinity", sched_setaffinity(other, sizeof first, &first));
  attempt("ioprio_set", syscall(SYS_ioprio_set, 1, other, 3 << 13));
  attempt("signal_by_file", fcntl(1, F_SETOWN, other));
  attempt("kill", kill(other, 0));
}

/// Folders in folders, in the current folder and deeper than a path may be long; and one that its owner may not enter.
void nest(const Arguments& given) {
  print(std::getenv("TMPDIR"));
  if (chdir(std::getenv("TMPDIR")) != 0 || mkdir("closed", 0) != 0) std::exit(1);
  for (int level = 0; level < number(given[0]); ++level) {
    const std::string name(200, 'd');
    if (mkdir(name.c_str(), 0700) != 0 || chdir(name.c_str()) != 0) std::exit(1);
    close(open("file", O_WRONLY | O_CREAT, 0600));
  }
}

/// A process that is another every moment: the child goes on, the parent ends. Ends by itself after a minute.
void comets(const Arguments& given) {
  const int lock = open(given[1].c_str(), O_RDWR | O_CREAT, 0644);
  flock(lock, LOCK_EX);
  const auto until = std::chrono::steady_clock::now() + std::chrono::minutes(1);
  for (int each = 0; each < number(given[0]); ++each) {
    if (fork() != 0) continue;
    close(1);
    close(2);
    while (std::chrono::steady_clock::now() < until) {
      if (fork() > 0) std::_Exit(0);
    }
    std::_Exit(0);
  }
}

/// The calls of 32-bit programs have numbers of their own.
void call_as_i386() {
#ifdef __x86_64__
  constexpr long getpid_of_i386 = 20;
  long result = getpid_of_i386;
  asm volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
  report(result > 0);
#endif
}

void links(const Arguments& given) {
  const std::string link = given[0] + "/link";
  report(symlink(given[1].c_str(), link.c_str()) == 0);
  read_file({link});
  write_file({given[0] + "/link"});
  report(::link(given[1].c_str(), (given[0] + "/hard").c_str()) == 0);
  read_file({given[0] + "/../secret"});
}

void talk(const Arguments& given) {
  const std::string text = given.back();
  const int events = number(text.substr(text.find('=') + 1));
  report(write(events, "first\nsecond\n", 13) == 13);
}

const std::map<std::string, std::function<void(const Arguments&)>>& abuses() {
  static const std::map<std::string, std::function<void(const Arguments&)>> all{
      {"read", read_file},
      {"write", write_file},
      {"fill", fill},
      {"large_file", large_file},
      {"tcp", connect_tcp},
      {"unix", connect_unix},
      {"bomb", bomb},
      {"bomb_and_wait",
       [](const Arguments& given) {
         bomb(given);
         alarm(60);
         pause();
       }},
      {"threads", threads},
      {"allocate", allocate},
      {"share", share},
      {"daemon", [](const Arguments& given) { start_daemon(given[0]); }},
      {"daemon_and_loop",
       [](const Arguments& given) {
         start_daemon(given[0]);
         loop();
       }},
      {"loop", [](const Arguments&) { loop(); }},
      {"signal", [](const Arguments& given) { report(kill(number(given[0]), 0) == 0); }},
      {"kill_all", [](const Arguments&) { report(kill(-1, SIGKILL) == 0); }},
      {"descriptors", descriptors},
      {"environment", environment},
      {"calls", system_calls},
      {"x32", [](const Arguments&) { report(syscall(0x40000000 + SYS_getpid) > 0); }},
      {"i386", [](const Arguments&) { call_as_i386(); }},
      {"change_file", change_file},
      {"change_process", change_process},
      {"nest", nest},
      {"comets", comets},
      {"links", links},
      {"talk", talk},
      {"print",
       [](const Arguments& given) { std::cout << std::string(static_cast<std::size_t>(number(given[0])), 'x'); }},
      {"say", [](const Arguments& given) { print(given[0]); }},
      {"exit", [](const Arguments& given) { std::exit(number(given[0])); }},
      {"raise",
       [](const Arguments& given) {
         std::signal(number(given[0]), SIG_DFL);
         std::raise(number(given[0]));
       }},
  };
  return all;
}

}  // namespace

int main(int count, char** arguments) {
  if (count < 2) return 2;
  const auto abuse = abuses().find(arguments[1]);
  if (abuse == abuses().end()) return 2;
  abuse->second(Arguments(arguments + 2, arguments + count));
  return 0;
}
