// Tries: has the assembler embed the hidden test, to print it later.
// Ends as: did not compile
// Flags: assembler
#include <cstdio>

__asm__(".globl stolen\nstolen: .incbin \"" ATTACK_HIDDEN_TEST "\"\n.byte 0\n");
extern "C" const char stolen[];
static void attack_now() {
  std::puts(stolen);
}
