// Tries: a source that includes itself twice, 190 deep: the compiler would be done after the end of the world.
// Ends as: did not compile
// Flags:
#ifndef ATTACK_ONCE
#define ATTACK_ONCE
static void attack_now() {}
#endif
#if __INCLUDE_LEVEL__ < 190
#include ATTACK_SELF
#include ATTACK_SELF
#endif
