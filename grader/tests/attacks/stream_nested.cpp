// Tries: shapes and frames nested a million deep, so that whoever copies or prints them runs out of stack.
// Ends as: protocol|early_exit
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
  const std::string open(1'000'000, '[');
  const std::string close_all(1'000'000, ']');
  put("\n{\"key\":\"Blend.WeighsBothNumbers#0\",\"bits\":\"\",\"shape\":" + open + close_all + "}\n");
  put("\n{\"event\":\"crash\",\"test\":\"Blend.WeighsBothNumbers\",\"signal\":11,\"frames\":" + open + close_all +
      "}\n");
  put("\n{\"event\":\"failure\",\"test\":\"Blend.WeighsBothNumbers\",\"message\":" + open + close_all + "}\n");
  _exit(0);
}
