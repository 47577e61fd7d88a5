// Tries: writes files until the disk is full, wherever it may write (192 MiB at most; /tmp of a sandbox is of 64 MiB).
// Ends as: comparison|crash|timeout
// Flags: files
#include <fcntl.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <string>

static void attack_now() {
  static bool done = false;
  if (done) return;
  done = true;
  signal(SIGXFSZ, SIG_IGN);
  const std::string block(1U << 20U, 'x');
  int left = 192;  // blocks of 1 MiB
  const char* given = getenv("TMPDIR");
  for (const char* folder : {"/tmp", given == nullptr ? "/tmp" : given, "/dev/shm", "/var/tmp", ".", ATTACK_DROP}) {
    for (int number = 0; number < 100 && left > 0; ++number) {
      const std::string name = std::string(folder) + "/" ATTACK_MARK + std::to_string(number);
      const int file = open(name.c_str(), O_WRONLY | O_CREAT, 0600);
      if (file < 0) break;
      while (left > 0 && write(file, block.data(), block.size()) > 0) --left;
      close(file);
    }
  }
}
