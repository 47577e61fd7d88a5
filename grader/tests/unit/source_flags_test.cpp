#include "grading/source_flags.hpp"

#include <gtest/gtest.h>

#include <set>

#include "without_comments.hpp"

namespace grader {
namespace {

std::set<std::string> kinds(const std::string& source) {
  std::set<std::string> found;
  for (const Flag& flag : source_flags("x.cpp", source)) found.insert(flag.kind);
  return found;
}

TEST(SourceFlags, FindNothingInHonestWork) {
  EXPECT_EQ(kinds(R"(#include "gu/tensor.hpp"
#include <cmath>
namespace gu {
// exit(0) and asm are only spoken of here; /* fork() */
Tensor exp(const Tensor& x) {
  require(x.defined(), "exp", "a tensor", "none");
  const bool maintained = true;  // main of maintained is no main
  return map(x, [](float value) { return std::exp(value); });
}
})"),
            std::set<std::string>{});
}

TEST(SourceFlags, NameWhatIsOdd) {
  const std::vector<std::pair<std::string, std::string>> cases{
      {"#include \"../../solutions/02_activations/src/softmax.cpp\"", "include"},
      {"#include \"/etc/passwd\"", "include"},
      {"#  include </etc/shadow>", "include"},
      {"#define FILE_OF_WORTH \"x\"\n#include FILE_OF_WORTH", "include"},
      {"%: include FILE_OF_WORTH", "include"},
      {"#if __has_include(\"x\")", "include"},
      {"__asm__(\".incbin \\\"x\\\"\");", "assembler"},
      {"__attribute__((constructor)) void f() {}", "constructor"},
      {"__attribute__((destructor(101))) void f() {}", "constructor"},
      {"int main() {}", "main"},
      {"::testing::UnitTest::GetInstance();", "framework"},
      {"#include <gtest/gtest-spi.h>", "framework"},
      {"void f() { _exit(0); }", "process"},
      {"void f() { std::atexit(g); }", "process"},
      {"auto p = fork();", "process"},
      {"std::ofstream out(\"x\");", "files"},
      {"open(\"/proc/self/mem\", 2);", "files"},
      {"#undef EXPECT_TENSOR_NEAR", "macro"},
      {"# define require(...)", "macro"},
      {"std::thread([] {}).detach();", "threads"},
  };
  for (const auto& [source, kind] : cases) EXPECT_EQ(kinds(source).count(kind), 1U) << source;
}

TEST(SourceFlags, SayWhere) {
  const std::vector<Flag> flags =
      source_flags("modules/a/src/b.cpp", "int a;\n/* two\nlines */ int b;\nint main() {}\n");
  ASSERT_EQ(flags.size(), 1U);
  EXPECT_EQ(flags[0].where, "modules/a/src/b.cpp:4");
}

TEST(SourceFlags, SurviveLongLinesAndUnclosedThings) {
  EXPECT_EQ(kinds(std::string(100'000, 'x')), std::set<std::string>{});
  EXPECT_EQ(kinds("/* never closed\nint main() {}"), std::set<std::string>{});
  EXPECT_EQ(kinds("const char* s = \"never closed\nint main() {}"), std::set<std::string>{"main"});
}

TEST(WithoutComments, KeepsStringsAndLines) {
  EXPECT_EQ(without_comments("a // b\nc /* d\n e */ f \"// g\" 'h'"), "a \nc \n  f \"// g\" 'h'");
}

}  // namespace
}  // namespace grader
