// What each test printed, told apart by the suite's marks.
#include "printed_output.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace grader {
namespace {

class PrintedOutputOf : public ::testing::Test {
 protected:
  const std::set<std::string> tests{"S.a", "S.b"};
  PrintedOutput printed{tests};
};

TEST_F(PrintedOutputOf, EachTestIsWhatCameAfterItsMark) {
  printed.read("a constructor\n\x1ES.a\none\ntwo\x1ES.b\nthree\n");
  EXPECT_EQ(printed.of("S.a"), "one\ntwo");
  EXPECT_EQ(printed.of("S.b"), "three\n");
}

TEST_F(PrintedOutputOf, AMarkMayComeInPieces) {
  for (const char letter : std::string("\x1ES.a\none\x1ES.b\ntwo")) printed.read({&letter, 1});
  EXPECT_EQ(printed.of("S.a"), "one");
  EXPECT_EQ(printed.of("S.b"), "two");
}

TEST_F(PrintedOutputOf, ATestThatPrintedNothingHasNothing) {
  printed.read("a constructor\n\x1ES.a\n\x1ES.b\ntwo");
  EXPECT_EQ(printed.of("S.a"), "");
}

TEST_F(PrintedOutputOf, WithoutMarksEverythingIsAnybodys) {
  printed.read("one\n");
  EXPECT_EQ(printed.of("S.a"), "one\n");
}

TEST_F(PrintedOutputOf, ALineThatNamesNoTestIsText) {
  printed.read("\x1ES.a\none\x1ES.c\ntwo\x1E\x1E\n");
  EXPECT_EQ(printed.of("S.a"), "one\x1ES.c\ntwo\x1E\x1E\n");
}

TEST_F(PrintedOutputOf, ALineWithoutEndIsText) {
  printed.read("\x1ES.a\n\x1E" + std::string(600, 'x'));
  EXPECT_EQ(printed.of("S.a"), "\x1E" + std::string(600, 'x'));
}

TEST_F(PrintedOutputOf, ASecondRunOfATestReplacesTheFirst) {
  printed.read("\x1ES.a\none\x1ES.a\ntwo");
  EXPECT_EQ(printed.of("S.a"), "two");
  printed.clear();
  EXPECT_EQ(printed.of("S.a"), "");
}

// A student's loop may print nothing but the mark's character: each must cost the same.
TEST_F(PrintedOutputOf, AFloodOfMarksIsTextInLinearTime) {
  const std::string flood(65536, '\x1E');
  for (int i = 0; i < 16; ++i) printed.read(flood);
  EXPECT_EQ(printed.of("S.a"), std::string(2000, '\x1E'));
}

}  // namespace
}  // namespace grader
