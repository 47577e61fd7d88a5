// Tries: changes mode, owner, times, attributes and length of other files, which needs no right to open them.
// Ends as: comparison
// Flags: files
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <unistd.h>

static void attack_now() {
  static bool done = false;
  if (done) return;
  done = true;
  for (const char* file : {ATTACK_SECRETS, ATTACK_SOLUTION, ATTACK_HIDDEN_TEST, ATTACK_DROP}) {
    chmod(file, 0);
    if (chown(file, getuid(), getgid()) != 0) std::printf("not its owner\n");
    utimensat(AT_FDCWD, file, nullptr, 0);
    setxattr(file, "user.attack", "x", 1, 0);
    if (truncate(file, 0) != 0) std::printf("not truncated\n");
    const int truncated = open(file, O_RDONLY | O_TRUNC);
    if (truncated >= 0) close(truncated);
  }
}
