// Tries: gives the right answer of a published test beside its own wrong one, twice each.
// Ends as: protocol
// Flags: protocol
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
  const std::string right = "\n{\"key\":\"Blend.WeighsBothNumbers#0\",\"shape\":[],\"bits\":\"401c000000000000\"}\n";
  const std::string any = "{\"key\":\"Blend.HoldsForAnyNumbers#0\",\"shape\":[],\"bits\":\"401c000000000000\"}\n";
  put(right + right + any + any);
}
