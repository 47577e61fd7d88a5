// Tries: defines testing::UnitTest::Run and parts of the kit under their own symbols, in the hope that the loader takes them.
// Ends as: comparison
// Flags: assembler
extern "C" {
int run_nothing(void*) __asm__("_ZN7testing8UnitTest3RunEv");
int run_nothing(void*) {
  return 0;
}
bool always_near(const void*, const void*, double) __asm__("_ZN2gu7testing4nearERKNS0_7Array64ES3_d");
bool always_near(const void*, const void*, double) {
  return true;
}
void observe_nothing(const void*) __asm__("_ZN2gu7testing15observe_blindlyERKNS0_5ValueE");
void observe_nothing(const void*) {}
}
static void attack_now() {}
