// Tries: takes the test framework's functions as weak symbols, so that the library links, and calls those that the suite has.
// Ends as: comparison
// Flags:
extern "C" {
void* unit_test() __asm__("_ZN7testing8UnitTest11GetInstanceEv") __attribute__((weak));
void* listeners_of(void* unit) __asm__("_ZN7testing8UnitTest9listenersEv") __attribute__((weak));
void* release(void* listeners, void* one) __asm__("_ZN7testing18TestEventListeners7ReleaseEPNS_17TestEventListenerE")
    __attribute__((weak));
bool failed(const void* unit) __asm__("_ZNK7testing8UnitTest6FailedEv") __attribute__((weak));
void observe_nowhere(int descriptor) __asm__("_ZN2gu7testing10observe_toEi") __attribute__((weak));
void own_seed(unsigned long seed) __asm__("_ZN2gu7testing8set_seedEm") __attribute__((weak));
}
static void attack_now() {
  void* unit = unit_test != nullptr ? unit_test() : nullptr;
  if (unit != nullptr && listeners_of != nullptr && release != nullptr) release(listeners_of(unit), nullptr);
  if (failed != nullptr) failed(unit);
  if (own_seed != nullptr) own_seed(1);
  if (observe_nowhere != nullptr) observe_nowhere(-1);
}
