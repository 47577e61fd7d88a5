// Tries: prints the environment, its arguments and its secrets: tokens, the seed, the home folder.
// Ends as: comparison
// Flags: process
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

static void attack_now() {
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) std::puts(*variable);
  for (const char* name : {"HOME", "ATTACK_TOKEN", "SSH_AUTH_SOCK", "GITHUB_TOKEN"}) {
    if (const char* value = std::getenv(name)) std::printf("%s is %s\n", name, value);
  }
}
