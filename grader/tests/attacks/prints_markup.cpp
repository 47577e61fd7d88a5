// Tries: prints markup, commands of terminals and of build services, for whoever shows the output to somebody.
// Ends as: comparison
// Flags:
#include <cstdio>

static void attack_now() {
  std::puts("</pre><script>alert(1)</script><img src=x onerror=alert(1)>");
  std::puts("\x1b]0;owned\x07\x1b[2J::set-output name=points::20\n]]></system-out>");
}
