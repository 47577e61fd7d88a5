// Tries: threads and a detached process that go on after the test, write to the stream meanwhile and stay behind.
// Ends as: comparison|protocol|duplicate|crash|exit_status|early_exit
// Flags: threads
#include <sys/prctl.h>
#include <unistd.h>

#include <cstring>
#include <thread>

static void attack_now() {
  static bool done = false;
  if (done) return;
  done = true;
  prctl(PR_SET_NAME, ATTACK_MARK);
  std::thread([] {
    const char* forged =
        "\n{\"event\":\"test_end\",\"test\":\"Blend.WeighsBothNumbers\",\"status\":\"passed\",\"seconds\":0}\n";
    for (int i = 0; i < 1000; ++i) {
      for (int number = 3; number < 8; ++number) {
        if (write(number, forged, std::strlen(forged)) < 0) continue;
      }
    }
    sleep(600);
  }).detach();
  if (fork() == 0) {
    setsid();
    if (fork() == 0) {
      for (int number = 0; number < 8; ++number) close(number);
      sleep(600);
    }
    _exit(0);
  }
}
