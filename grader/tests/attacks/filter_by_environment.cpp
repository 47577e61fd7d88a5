// Tries: a constructor tells GoogleTest by its environment to run no test.
// Ends as: missing|early_exit|comparison
// Flags: constructor, process, framework
#include <cstdlib>

__attribute__((constructor)) static void choose_none() {
  setenv("GTEST_FILTER", "-*", 1);
}
static void attack_now() {}
