// Tries: has the compiler print 1 GB of warnings, a source that includes itself twice, 22 deep.
// Ends as: did not compile
// Flags: include
#ifndef ATTACK_ONCE
#define ATTACK_ONCE
static void attack_now() {}
#endif
#warning "printed again and again and again and again and again and again and again and again and again and again"
#if __INCLUDE_LEVEL__ < 22
#include ATTACK_SELF
#include ATTACK_SELF
#endif
