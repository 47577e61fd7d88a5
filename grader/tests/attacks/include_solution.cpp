// Tries: includes the reference.
// Ends as: did not compile
// Flags: include
#include ATTACK_SOLUTION
static void attack_now() {}
