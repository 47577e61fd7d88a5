// Tries: says that its test failed in the hidden test's file, and crashed in a library of its choice, for the report to read them.
// Ends as: exception
// Flags:
#include <sys/stat.h>
#include <unistd.h>

#include <stdexcept>
#include <string>

static void attack_now() {
  std::string lines = "\n";
  for (const char* test : {"Blend.WeighsBothNumbers", "Blend.HoldsForAnyNumbers"}) {
    lines += "{\"event\":\"failure\",\"test\":\"" + std::string(test) +
             "\",\"kind\":\"exception\",\"message\":\"see there\",\"mistake\":\"\","
             "\"file\":\"solutions/01_numbers/tests/blend_test.cpp\",\"line\":13}\n"
             "{\"event\":\"crash\",\"test\":\"" +
             test +
             "\",\"signal\":0,\"frames\":[{\"object\":\"" ATTACK_SOLUTION
             "/provider/../x\",\"offset\":\"@" ATTACK_HIDDEN_TEST "\"}]}\n";
  }
  for (int number = 3; number < 1024; ++number) {
    struct stat look {};
    if (fstat(number, &look) == 0 && S_ISFIFO(look.st_mode) && write(number, lines.data(), lines.size()) > 0) break;
  }
  throw std::runtime_error("see there");
}
