// Tries: asks the compiler of every file of worth whether it is there, and includes those that are.
// Ends as: comparison|did not compile
// Flags: include
#if __has_include(ATTACK_SOLUTION)
#include ATTACK_SOLUTION
#endif
#if __has_include(ATTACK_HIDDEN_TEST)
#include ATTACK_HIDDEN_TEST
#endif
#if __has_include("/etc/passwd")
#include "/etc/passwd"
#endif
#if __has_include("/proc/self/environ")
#include "/proc/self/environ"
#endif
static void attack_now() {}
