#include "grading/recipe.hpp"

#include <gtest/gtest.h>

namespace grader {
namespace {

using Words = std::vector<std::string>;

TEST(ShellWords, AreSeparatedByBlanks) {
  EXPECT_EQ(shell_words("g++  -O1\t-c a.cpp\n"), (Words{"g++", "-O1", "-c", "a.cpp"}));
  EXPECT_EQ(shell_words("   "), Words{});
}

TEST(ShellWords, KeepWhatIsQuoted) {
  EXPECT_EQ(shell_words(R"(-DNAME="a b" 'c d'e "" f)"), (Words{"-DNAME=a b", "c de", "", "f"}));
  EXPECT_EQ(shell_words(R"("say \"x\"" 'back\slash')"), (Words{R"(say "x")", R"(back\slash)"}));
}

TEST(ShellWords, UnderstandBackslashes) {
  EXPECT_EQ(shell_words(R"(a\ b \"c)"), (Words{"a b", "\"c"}));
}

}  // namespace
}  // namespace grader
