// Tries: leaves folders in folders, deeper than a path may be long, and some that their owner may not enter, wherever it may write.
// Ends as: comparison
// Flags: files
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

static void attack_now() {
  static bool done = false;
  if (done) return;
  done = true;
  const char* given = getenv("TMPDIR");
  for (const char* start : {given == nullptr ? "/tmp" : given, "/tmp", "/var/tmp", "/dev/shm", ATTACK_DROP}) {
    if (chdir(start) != 0) continue;
    const std::string name = ATTACK_MARK + std::string(150, 'd');
    for (int level = 0; level < 60 && mkdir(name.c_str(), 0700) == 0 && chdir(name.c_str()) == 0; ++level) {
      close(open(ATTACK_MARK, O_WRONLY | O_CREAT, 0600));
      mkdir("closed", 0);
    }
  }
  if (chdir("/") != 0) std::printf("nowhere\n");
}
