// Tries: makes namespaces, mounts, device files and set-user-id programs of its own.
// Ends as: comparison
// Flags:
#include <fcntl.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cstdio>

static void attack_now() {
  if (unshare(CLONE_NEWUSER | CLONE_NEWNS) == 0) std::puts("GOT a namespace");
  if (mount("proc", "/tmp", "proc", 0, nullptr) == 0) std::puts("GOT a mount");
  if (chroot("/tmp") == 0) std::puts("GOT a root");
  if (mknod("/tmp/disk", S_IFBLK | 0600, makedev(254, 0)) == 0) std::puts("GOT a device");
  if (setuid(0) == 0 && getuid() == 0) std::puts("GOT root");
}
