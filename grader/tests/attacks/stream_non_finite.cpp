// Tries: answers that are no numbers: NaN, infinity, bits of a wrong length, shapes that overflow, a number as text.
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
  for (const char* value :
       {"\"shape\":[],\"bits\":\"7ff8000000000000\"", "\"shape\":[],\"bits\":\"7ff0000000000000\"",
        "\"shape\":[1e999],\"bits\":\"\"", "\"shape\":[4294967296,4294967296],\"bits\":\"\"",
        "\"shape\":[-1],\"bits\":\"zz\"", "\"shape\":[],\"bits\":\"401c\"", "\"text\":\"7\"", "\"value\":7",
        "\"shape\":[0],\"bits\":\"\"", "\"shape\":[true,null,{}],\"bits\":\"401c000000000000\""}) {
    put(std::string("\n{\"key\":\"Blend.WeighsBothNumbers#0\",") + value + "}\n");
  }
}
