#include "pattern.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

namespace grader::testing {
namespace {

TEST(Pattern, FindsTheFirstPlaceAndItsGroups) {
  const Pattern pattern(R"((\w+)\.(\w+)?)");
  EXPECT_EQ(pattern.find("see Add.Zero and Add."), (Pattern::Match{"Add.Zero", "Add", "Zero"}));
  EXPECT_EQ(pattern.find("see Add. "), (Pattern::Match{"Add.", "Add", ""}));
  EXPECT_FALSE(pattern.find("nothing"));
  EXPECT_FALSE(pattern.find(""));
}

TEST(Pattern, MatchesTheWholeOrNothing) {
  const Pattern pattern("[0-9]+");
  EXPECT_EQ(pattern.match("123"), Pattern::Match{"123"});
  for (const char* text : {"123\n", " 123", "12a", ""}) EXPECT_FALSE(pattern.match(text)) << text;
}

TEST(Pattern, FindsEveryPlace) {
  const std::vector<Pattern::Match> expected{{"[1]", "1"}, {"[22]", "22"}};
  EXPECT_EQ(Pattern(R"(\[(\d+)\])").find_all("[1] [x] [22]"), expected);
}

TEST(Pattern, ReplacesEveryPlace) {
  EXPECT_EQ(Pattern(" +").replaced("a  b c", "_"), "a_b_c");
}

TEST(Pattern, WhatIsNoneIsRefused) {
  EXPECT_THROW(Pattern("("), std::runtime_error);
}

}  // namespace
}  // namespace grader::testing
