// Tries: a function that the linker knows as main, so that the suite's is not linked.
// Ends as: comparison
// Flags: assembler
extern "C" int another(int, char**) __asm__("main");
extern "C" int another(int, char**) {
  return 0;
}
static void attack_now() {}
