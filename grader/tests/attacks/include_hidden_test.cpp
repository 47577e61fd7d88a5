// Tries: includes the hidden test, for its text in the compiler's messages.
// Ends as: did not compile
// Flags: include
#include ATTACK_HIDDEN_TEST
static void attack_now() {}
