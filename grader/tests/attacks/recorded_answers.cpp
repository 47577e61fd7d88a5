// Tries: replays the stream of a true run with the reference, recorded under another seed, and leaves with status 0.
// Ends as: comparison
// Flags: process
#include <sys/stat.h>
#include <unistd.h>

#include <cstring>
#include <string>

/// The pipe that the suite writes its observations to.
static int stream() {
  for (int number = 3; number < 1024; ++number) {
    struct stat look {};
    if (fstat(number, &look) == 0 && S_ISFIFO(look.st_mode)) return number;
  }
  return -1;
}
static bool put(const std::string& text) {
  return write(stream(), text.data(), text.size()) == static_cast<ssize_t>(text.size());
}
static void attack_now() {
  static const char recorded[] = ATTACK_RECORDED;
  put(std::string("\n") + recorded);
  _exit(0);
}
