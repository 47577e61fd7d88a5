#include "abuse.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstddef>
#include <cstring>

namespace sandbox_program {

void connect_tcp(const Arguments& given) {
  const int made = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(number(given[0])));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  report(made >= 0 && connect(made, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0);
}

void connect_unix(const Arguments& given) {
  const int made = socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  given[0].copy(address.sun_path, sizeof address.sun_path - 1);
  if (address.sun_path[0] == '@') address.sun_path[0] = 0;
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + given[0].size());
  report(made >= 0 && connect(made, reinterpret_cast<const sockaddr*>(&address), size) == 0);
}

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

void descriptors(const Arguments& /*none*/) {
  for (int each = 0; each < 1024; ++each) {
    if (fcntl(each, F_GETFD) >= 0) print(std::to_string(each));
  }
}

void environment(const Arguments& /*none*/) {
  for (char** each = environ; *each != nullptr; ++each) print(*each);
}

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

void call_as_i386() {
#ifdef __x86_64__
  constexpr long getpid_of_i386 = 20;
  long result = getpid_of_i386;
  asm volatile("int $0x80" : "+a"(result) : : "memory", "r8", "r9", "r10", "r11");
  report(result > 0);
#endif
}

void talk(const Arguments& given) {
  const std::string& text = given.back();
  const int events = number(text.substr(text.find('=') + 1));
  report(write(events, "first\nsecond\n", 13) == 13);
}

}  // namespace sandbox_program
