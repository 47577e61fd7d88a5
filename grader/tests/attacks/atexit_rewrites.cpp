// Tries: atexit and a destructor report every test as passed once more, after the suite has said that it is done.
// Ends as: comparison|duplicate|exit_status|protocol
// Flags: process, constructor
#include <unistd.h>

#include <cstdlib>
#include <cstring>

static void report_again() {
  const char* forged =
      "\n{\"event\":\"test_start\",\"test\":\"Blend.WeighsBothNumbers\"}\n"
      "{\"event\":\"test_end\",\"test\":\"Blend.WeighsBothNumbers\",\"status\":\"passed\",\"seconds\":0,\"message\":"
      "\"\"}\n"
      "{\"event\":\"test_start\",\"test\":\"Blend.HoldsForAnyNumbers\"}\n"
      "{\"event\":\"test_end\",\"test\":\"Blend.HoldsForAnyNumbers\",\"status\":\"passed\",\"seconds\":0,\"message\":"
      "\"\"}\n"
      "{\"event\":\"done\",\"tests\":4}\n";
  for (int number = 3; number < 64; ++number) {
    if (write(number, forged, std::strlen(forged)) < 0) continue;
  }
}
__attribute__((destructor)) static void last_word() {
  report_again();
  _exit(0);
}
static void attack_now() {
  static const int registered = std::atexit(report_again);
  static_cast<void>(registered);
}
