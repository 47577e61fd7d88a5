// Tries: starts the suite again in its own place, with LD_PRELOAD, a filter that selects nothing and a seed whose answers it knows.
// Ends as: comparison|protocol|missing|duplicate|early_exit|crash|exit_status
// Flags: process
#include <sys/auxv.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <string>

static void attack_now() {
  if (std::getenv("AGAIN") != nullptr) return;
  std::string stream = "--gu-worker-fd=-1";
  for (int number = 3; number < 1024; ++number) {
    struct stat look {};
    if (fstat(number, &look) == 0 && S_ISFIFO(look.st_mode)) stream = "--gu-worker-fd=" + std::to_string(number);
  }
  setenv("AGAIN", "1", 1);
  setenv("LD_PRELOAD", "/tmp/evil.so", 1);
  const char* suite = reinterpret_cast<const char*>(getauxval(AT_EXECFN));
  execl(suite, suite, stream.c_str(), "--gu-seed=1", "--gtest_filter=-*", static_cast<char*>(nullptr));
}
