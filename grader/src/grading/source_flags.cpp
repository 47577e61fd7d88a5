#include "grading/source_flags.hpp"

#include <algorithm>

#include "pattern.hpp"
#include "without_comments.hpp"

namespace grader {
namespace {

struct Suspicion {
  const char* kind;
  const char* pattern;
  const char* message;
};

constexpr Suspicion suspicions[] = {
    {"include", R"((#|%:)\s*include([^\n]*(\.\./|"/|</|\.cpp)|\s+[A-Za-z_])|__has_include)",
     "includes a file by a path that leads out of the contract's folders, or by a macro"},
    {"assembler", R"(\b(asm|__asm__|__asm)\b|\.incbin)", "contains assembler"},
    {"constructor", R"(\b(constructor|destructor|init_priority|ifunc)\b\s*(\(|\)))", "runs code before or after main"},
    {"main", R"(\bint\s+main\s*\()", "has a main of its own"},
    {"framework", R"(\btesting\s*::|gtest|GTEST_|TestEventListener)", "reaches into the test framework"},
    {"process",
     R"(\b(_?exit|quick_exit|abort|atexit|at_quick_exit|fork|vfork|clone3|execv[ep]*|execl[ep]*|system|popen|ptrace|dlopen|dlsym|mprotect|mmap|syscall|signal|sigaction|raise|kill|setenv|putenv|getenv|socket|process_vm_\w+)\s*\()",
     "calls the operating system"},
    {"files", R"(/proc/|/etc/|/dev/|\b(fopen|freopen|ifstream|ofstream|fstream|unlink|opendir|directory_iterator)\b)",
     "touches files"},
    {"macro", R"(#\s*(define|undef)\s+(EXPECT_|ASSERT_|TEST|GU_|require|todo)|#\s*pragma\s+push_macro)",
     "redefines macros of the kit"},
    {"threads", R"(\b(pthread_create|std\s*::\s*(thread|jthread|async))\b)", "starts threads"},
};

}  // namespace

std::vector<Flag> source_flags(const std::string& path, std::string_view source) {
  // Regular expressions of the standard library recurse with the length of a line, so a line is looked at in pieces.
  constexpr std::size_t longest_piece = 2000;
  const std::string text = without_comments(source);
  std::vector<Flag> flags;
  for (const Suspicion& suspicion : suspicions) {
    const Pattern pattern(suspicion.pattern);
    int line = 1;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t end = std::min({text.find('\n', at), at + longest_piece, text.size()});
      if (pattern.find(std::string_view(text).substr(at, end - at))) {
        flags.push_back({suspicion.kind, path + ":" + std::to_string(line), suspicion.message});
        break;
      }
      at = end;
      if (at < text.size() && text[at] == '\n') {
        ++at;
        ++line;
      }
    }
  }
  return flags;
}

}  // namespace grader
