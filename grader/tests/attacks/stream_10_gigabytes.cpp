// Tries: floods the observation stream with 10 GB of events.
// Ends as: protocol|timeout
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
  const std::string padding(1000, 'x');
  std::string block;
  while (block.size() < 1U << 20U)
    block += "{\"event\":\"test_start\",\"test\":\"Blend.WeighsBothNumbers\",\"pad\":\"" + padding + "\"}\n";
  for (int i = 0; i < 10'000 && put(block); ++i) continue;
}
