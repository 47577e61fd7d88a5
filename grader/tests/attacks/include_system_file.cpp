// Tries: includes the machine's list of users, for its text in the compiler's messages.
// Ends as: did not compile
// Flags: include
#include "/etc/passwd"
static void attack_now() {}
