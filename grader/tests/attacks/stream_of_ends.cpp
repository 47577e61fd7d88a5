// Tries: a hundred thousand results of one test and of as many strangers, to keep the judge busy for long and make its report endless.
// Ends as: protocol|duplicate|early_exit|timeout
// Flags: protocol
#include <sys/stat.h>
#include <unistd.h>

#include <string>

static void attack_now() {
  std::string lines = "\n";
  for (int i = 0; i < 100'000; ++i) {
    lines +=
        "{\"event\":\"test_end\",\"test\":\"Blend.WeighsBothNumbers\",\"status\":\"passed\"}\n{\"event\":\"test_end\","
        "\"test\":\"S" +
        std::to_string(i) + "\"}\n";
  }
  for (int number = 3; number < 1024; ++number) {
    struct stat look {};
    if (fstat(number, &look) != 0 || !S_ISFIFO(look.st_mode)) continue;
    for (std::size_t at = 0; at < lines.size();) {
      const ssize_t size = write(number, lines.data() + at, lines.size() - at);
      if (size <= 0) break;
      at += static_cast<std::size_t>(size);
    }
    break;
  }
  _exit(0);
}
