// Tries: ends the stream in the middle of a line, so that the wrong answer is never written.
// Ends as: early_exit|protocol
// Flags:
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
  put("\n{\"key\":\"Blend.WeighsBothNumbers#0\",\"shape\":[],\"bits\":\"401c0000");
  close(stream());
  _exit(0);
}
