// Tries: a whole run of its own: the right answers of the published tests as far as they can be worked out by hand, keys of hidden
// and of invented tests, events that all passed, then it leaves.
// Ends as: comparison|protocol|exit_status
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
  std::string run = "\n";
  for (const char* test : {"Blend.WeighsBothNumbers", "Blend.HoldsForAnyNumbers", "Energy.SumsTheSquares",
                           "Energy.HoldsForAnyNumbers", "Hidden.Any", "", "Blend.*", "Blend.WeighsBothNumbers#0"}) {
    const std::string name = test;
    run += "{\"event\":\"test_start\",\"test\":\"" + name + "\"}\n";
    for (int number = 0; number < (name == "Blend.HoldsForAnyNumbers" ? 8 : 1); ++number) {
      run += "{\"key\":\"" + name + "#" + std::to_string(number) + "\",\"shape\":[],\"bits\":\"" +
             (name[0] == 'B' ? "401c000000000000" : "402c000000000000") + "\"}\n";
    }
    run += "{\"event\":\"test_end\",\"test\":\"" + name + "\",\"status\":\"passed\",\"seconds\":0,\"message\":\"\"}\n";
  }
  run += "{\"key\":\"" + std::string(100000, 'k') + "\",\"text\":\"\"}\n{\"key\":7}\n{\"key\":\"\\u0000\\u001b[2J\"}\n";
  put(run + "{\"event\":\"done\",\"tests\":4}\n");
  _exit(0);
}
