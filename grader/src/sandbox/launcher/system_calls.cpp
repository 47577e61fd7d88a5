#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/fs.h>
#include <linux/fsverity.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>

#include "confine.hpp"

namespace grader::sandbox {
namespace {

/// Answered with "not permitted". No compiler, linker or suite of the course needs one of them.
constexpr auto denied = std::to_array<const char*>({
    // other processes
    "ptrace",
    "process_vm_readv",
    "process_vm_writev",
    "process_madvise",
    "process_mrelease",
    "kcmp",
    "pidfd_getfd",
    "setpriority",
    "ioprio_set",
    "sched_setaffinity",
    "sched_setattr",
    "sched_setparam",
    "sched_setscheduler",
    // what happens in folders outside
    "inotify_init",
    "inotify_init1",
    "inotify_add_watch",
    // mounts and roots
    "mount",
    "umount",
    "umount2",
    "pivot_root",
    "chroot",
    "open_tree",
    "move_mount",
    "fsopen",
    "fsconfig",
    "fsmount",
    "fspick",
    "mount_setattr",
    "name_to_handle_at",
    "open_by_handle_at",
    "swapon",
    "swapoff",
    "quotactl",
    "quotactl_fd",
    "acct",
    "fanotify_init",
    // namespaces
    "unshare",
    "setns",
    // networks, and pipes that look like them
    "socket",
    "socketpair",
    "connect",
    "bind",
    "listen",
    "accept",
    "accept4",
    "sendto",
    "recvfrom",
    "sendmsg",
    "recvmsg",
    "sendmmsg",
    "recvmmsg",
    "shutdown",
    "setsockopt",
    "getsockopt",
    "getsockname",
    "getpeername",
    "socketcall",
    // memory that no limit counts, or that the kernel keeps
    "memfd_create",
    "memfd_secret",
    "shmget",
    "shmat",
    "shmctl",
    "semget",
    "semop",
    "semtimedop",
    "semctl",
    "msgget",
    "msgsnd",
    "msgrcv",
    "msgctl",
    "mq_open",
    "ipc",
    "add_key",
    "request_key",
    "keyctl",
    // parts of the kernel with a history
    "bpf",
    "perf_event_open",
    "userfaultfd",
    "io_uring_setup",
    "io_uring_enter",
    "io_uring_register",
    "io_setup",
    "io_submit",
    "vmsplice",
    "personality",
    "modify_ldt",
    "lookup_dcookie",
    "uselib",
    "ustat",
    "sysfs",
    "_sysctl",
    "vm86",
    "vm86old",
    "remap_file_pages",
    "migrate_pages",
    "move_pages",
    // the machine
    "kexec_load",
    "kexec_file_load",
    "init_module",
    "finit_module",
    "delete_module",
    "create_module",
    "query_module",
    "get_kernel_syms",
    "reboot",
    "syslog",
    "settimeofday",
    "clock_settime",
    "clock_adjtime",
    "adjtimex",
    "stime",
    "iopl",
    "ioperm",
    "sethostname",
    "setdomainname",
    "vhangup",
    "nfsservctl",
    "mknod",
    "mknodat",
});

class Filter {
 public:
  Filter() : context_(seccomp_init(SCMP_ACT_ALLOW)) {
    if (context_ == nullptr) refuse("no filter of system calls can be made");
    seccomp_attr_set(context_, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
    seccomp_attr_set(context_, SCMP_FLTATR_CTL_OPTIMIZE, 2);
  }
  ~Filter() { seccomp_release(context_); }
  Filter(const Filter&) = delete;
  Filter& operator=(const Filter&) = delete;

  void answer(int error, const char* name) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number < 0) return;  // not on this architecture
    check(seccomp_rule_add(context_, SCMP_ACT_ERRNO(static_cast<unsigned>(error)), number, 0), name);
  }
  /// When argument `index`, masked, is `value`.
  void answer_when(int error, const char* name, unsigned index, std::uint64_t mask, std::uint64_t value) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number < 0) return;
    const scmp_arg_cmp comparison{index, SCMP_CMP_MASKED_EQ, mask, value};
    check(seccomp_rule_add_array(context_, SCMP_ACT_ERRNO(static_cast<unsigned>(error)), number, 1, &comparison), name);
  }
  /// Unless argument `index` is `value`.
  void answer_unless(int error, const char* name, unsigned index, std::uint64_t value) {
    const int number = seccomp_syscall_resolve_name(name);
    if (number < 0) return;
    const scmp_arg_cmp comparison{index, SCMP_CMP_NE, value, 0};
    check(seccomp_rule_add_array(context_, SCMP_ACT_ERRNO(static_cast<unsigned>(error)), number, 1, &comparison), name);
  }
  void load() { check(seccomp_load(context_), "load"); }

 private:
  static void check(int result, const char* what) {
    if (result == 0) return;
    errno = -result;
    fail(std::string("filter of system calls, ") + what);
  }
  scmp_filter_ctx context_;
};

/// Where the machine's own tree is seen, Landlock watches what is opened, made and removed, but not who owns a file, its mode, times and
/// attributes, and in its first versions not its length. The program may own files outside: those of the grader that runs it.
void keep_files_as_they_are(Filter& filter) {
  // Linkers want their product to be executable, and give up when told that it is not.
  for (const char* name : {"chmod", "fchmod", "fchmodat"}) filter.answer(0, name);
  for (const char* name :
       {"chown",     "chown32",     "fchown",       "fchown32",     "lchown",           "lchown32",  "fchownat",
        "utime",     "utimes",      "futimesat",    "utimensat",    "utimensat_time64", "setxattr",  "lsetxattr",
        "fsetxattr", "removexattr", "lremovexattr", "fremovexattr", "truncate",         "truncate64"}) {
    filter.answer(EPERM, name);
  }
  // Truncated by somebody who asks for reading only.
  constexpr std::uint64_t looked_at = O_ACCMODE | O_TRUNC;
  filter.answer_when(EPERM, "open", 1, looked_at, O_RDONLY | O_TRUNC);
  filter.answer_when(EPERM, "openat", 2, looked_at, O_RDONLY | O_TRUNC);
  // Its flags lie in memory that a filter cannot read.
  filter.answer(ENOSYS, "openat2");
  constexpr std::uint64_t word = 0xffffffff;
  for (const std::uint64_t request : {FS_IOC_SETFLAGS, FS_IOC_FSSETXATTR, FS_IOC_ENABLE_VERITY})
    filter.answer_when(EPERM, "ioctl", 1, word, request);
}

/// System calls younger than the list above are not there: a deny list must not be outgrown by the kernel. Programs fall back, as on
/// an older kernel.
void hide_newer_calls() {
  constexpr unsigned first_hidden = 450;
  std::array<sock_filter, 4> code{sock_filter BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                                  sock_filter BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, first_hidden, 0, 1),
                                  sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
                                  sock_filter BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
  const sock_fprog program{static_cast<unsigned short>(code.size()), code.data()};
  if (prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) != 0) fail("filter of newer system calls");
}

}  // namespace

void filter_system_calls(bool own_tree) {
  Filter filter;
  for (const char* name : denied) filter.answer(EPERM, name);
  // Its flags lie in memory that a filter cannot read; the C library falls back to clone.
  filter.answer(ENOSYS, "clone3");
  for (const int flag :
       {CLONE_NEWNS, CLONE_NEWCGROUP, CLONE_NEWUTS, CLONE_NEWIPC, CLONE_NEWUSER, CLONE_NEWPID, CLONE_NEWNET}) {
    const auto bit = static_cast<std::uint64_t>(flag);
    filter.answer_when(EPERM, "clone", 0, bit, bit);
  }
  constexpr std::uint64_t word = 0xffffffff;  // the kernel looks at 32 bits only
  filter.answer_when(EPERM, "ioctl", 1, word, TIOCSTI);
  filter.answer_when(EPERM, "ioctl", 1, word, TIOCLINUX);
  // Another process's limits: what reaches them ends it.
  filter.answer_unless(EPERM, "prlimit64", 0, 0);
  // A signal to another process when a file is ready, and holding files that others want to write.
  for (const int command : {F_SETOWN, F_SETOWN_EX, F_SETSIG, F_SETLEASE, F_NOTIFY})
    filter.answer_when(EPERM, "fcntl", 1, word, static_cast<std::uint64_t>(command));
  if (!own_tree) keep_files_as_they_are(filter);
  filter.load();
  hide_newer_calls();
}

}  // namespace grader::sandbox
