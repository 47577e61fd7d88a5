#include "terminal.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <sstream>

namespace grader {
namespace {

TEST(Wrap, NoLineIsWiderThanAllowed) {
  const std::string text = "The quick brown fox jumps over the lazy dog and then, being tired, rests for a while.";
  for (std::size_t width = 10; width < 90; ++width) {
    std::string joined;
    for (const std::string& line : wrap(text, width)) {
      EXPECT_LE(display_width(line), width) << line;
      EXPECT_FALSE(line.starts_with(' ')) << '"' << line << '"';
      joined += (joined.empty() ? "" : " ") + line;
    }
    EXPECT_EQ(joined, text);
  }
}

TEST(Wrap, FillsEachLine) {
  EXPECT_EQ(wrap("aa bb cc dd", 5), (std::vector<std::string>{"aa bb", "cc dd"}));
  EXPECT_EQ(wrap("aa bb cc dd", 4), (std::vector<std::string>{"aa", "bb", "cc", "dd"}));
}

TEST(Wrap, AWordThatIsTooWideStandsAlone) {
  EXPECT_EQ(wrap("a unbreakable b", 5), (std::vector<std::string>{"a", "unbreakable", "b"}));
}

TEST(Wrap, ACommandInBackticksIsOneWordWhereItFits) {
  EXPECT_EQ(wrap("go on: `grader explain Softmax.A`, now", 30),
            (std::vector<std::string>{"go on:", "`grader explain Softmax.A`,", "now"}));
  EXPECT_EQ(wrap("`aa bb cc`", 5), (std::vector<std::string>{"`aa", "bb", "cc`"})) << "wider than a line";
  EXPECT_EQ(wrap("a ` bb cc", 6), (std::vector<std::string>{"a ` bb", "cc"})) << "closed by nothing";
}

TEST(Wrap, KeepsLineEndsBlankLinesAndCode) {
  EXPECT_EQ(wrap("one\n\n  int   x = 1;  // code that is wider than the window\ntwo", 20),
            (std::vector<std::string>{"one", "", "  int   x = 1;  // code that is wider than the window", "two"}));
  EXPECT_EQ(wrap("", 20), (std::vector<std::string>{""}));
}

TEST(Wrap, KeepsColumnsWithinALineAndDropsSpacesAtItsEnd) {
  EXPECT_EQ(wrap("claims   it sums  ", 30), (std::vector<std::string>{"claims   it sums"}));
  EXPECT_EQ(wrap("claims   it sums", 8), (std::vector<std::string>{"claims", "it sums"}));
}

TEST(DisplayWidth, CountsColumnsNotBytes) {
  EXPECT_EQ(display_width("abc"), 3U);
  EXPECT_EQ(display_width("✓ é"), 3U);
  EXPECT_EQ(display_width("e\xCC\x81"), 1U);  // e and a combining accent
  EXPECT_EQ(display_width("漢字"), 4U);
  EXPECT_EQ(display_width("\x1b[31mred\x1b[0m"), 3U);
  EXPECT_EQ(display_width("\xFF\xC3"), 2U);  // invalid UTF-8: a column a byte
}

TEST(Padded, FillsAndNeverCuts) {
  EXPECT_EQ(padded("✓", 3), "✓  ");
  EXPECT_EQ(padded("long", 2), "long");
}

TEST(Terminal, WithoutColourNothingIsEscaped) {
  std::ostringstream out;
  const Terminal terminal(out, Style{});
  terminal.line(terminal.paint(Tone::bad, "x") + terminal.mark(Status::failed));
  terminal.warn("careful");
  EXPECT_EQ(out.str().find('\x1b'), std::string::npos);
  EXPECT_NE(out.str().find("warning: careful"), std::string::npos);
}

TEST(Terminal, WithColourTheTextIsTheSame) {
  std::ostringstream out;
  const Terminal terminal(out, Style{.colour = true});
  EXPECT_EQ(terminal.paint(Tone::bad, "x"), "\x1b[31mx\x1b[0m");
  EXPECT_EQ(terminal.paint(Tone::plain, "x"), "x");
}

TEST(Terminal, EveryStatusHasAWordAndAsciiSymbols) {
  std::ostringstream out;
  const Terminal terminal(out, Style{});
  std::set<std::string> marks;
  for (const Status status :
       {Status::passed, Status::failed, Status::not_compiled, Status::not_graded, Status::crashed, Status::timed_out}) {
    const std::string mark = terminal.mark(status);
    EXPECT_TRUE(std::all_of(mark.begin(), mark.end(), [](char each) { return each >= ' ' && each <= '~'; })) << mark;
    EXPECT_GE(mark.size(), 8U) << mark;
    marks.insert(mark);
  }
  EXPECT_EQ(marks.size(), 6U);
}

TEST(Terminal, ParagraphsAreIndentedAndFit) {
  std::ostringstream out;
  const Terminal terminal(out, Style{.width = 40});
  terminal.paragraph("one two three four five six seven eight nine ten eleven twelve", 2, 4);
  EXPECT_EQ(out.str(), "  one two three four five six seven\n      eight nine ten eleven twelve\n");
}

TEST(Terminal, ABarIsFullOnlyWhenEverythingIsEarned) {
  std::ostringstream out;
  const Terminal terminal(out, Style{});
  EXPECT_EQ(terminal.bar(10, 10, 12), "[##########]");
  EXPECT_EQ(terminal.bar(999, 1000, 12), "[#########.]");
  EXPECT_EQ(terminal.bar(0, 10, 12), "[..........]");
  EXPECT_EQ(terminal.bar(0, 0, 12), "[..........]");
}

TEST(DetectStyle, APipeHasNoColour) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  setenv("TERM", "xterm", 1);
  const Style style = detect_style(ends[1], false);
  EXPECT_FALSE(style.colour);
  EXPECT_FALSE(style.interactive);
  close(ends[0]);
  close(ends[1]);
}

/// A terminal of our own: what the rules for colour see.
class DetectStyleOnATerminal : public ::testing::Test {
 protected:
  void SetUp() override {
    master_ = posix_openpt(O_RDWR | O_NOCTTY);
    if (master_ < 0 || grantpt(master_) != 0 || unlockpt(master_) != 0) GTEST_SKIP() << "no pseudo-terminal here";
    terminal_ = open(ptsname(master_), O_RDWR | O_NOCTTY);
    ASSERT_GE(terminal_, 0);
    unsetenv("NO_COLOR");
    setenv("TERM", "xterm", 1);
  }
  void TearDown() override {
    unsetenv("NO_COLOR");
    if (terminal_ >= 0) close(terminal_);
    if (master_ >= 0) close(master_);
  }
  int master_ = -1;
  int terminal_ = -1;
};

TEST_F(DetectStyleOnATerminal, ColourUnlessRefused) {
  EXPECT_TRUE(detect_style(terminal_, false).colour);
  EXPECT_FALSE(detect_style(terminal_, true).colour) << "--plain";
  setenv("NO_COLOR", "", 1);
  EXPECT_TRUE(detect_style(terminal_, false).colour) << "an empty NO_COLOR says nothing";
  setenv("NO_COLOR", "1", 1);
  EXPECT_FALSE(detect_style(terminal_, false).colour) << "NO_COLOR";
  unsetenv("NO_COLOR");
  setenv("TERM", "dumb", 1);
  EXPECT_FALSE(detect_style(terminal_, false).colour) << "TERM=dumb";
}

TEST_F(DetectStyleOnATerminal, TheWidthIsTheWindowsWithinReason) {
  const auto width_at = [&](unsigned short columns) {
    const winsize size{24, columns, 0, 0};
    ioctl(terminal_, TIOCSWINSZ, &size);
    return detect_style(terminal_, false).width;
  };
  EXPECT_EQ(width_at(80), 80U);
  EXPECT_EQ(width_at(3), 40U);
  EXPECT_EQ(width_at(400), 100U);
}

TEST_F(DetectStyleOnATerminal, SymbolsNeedAUtf8Locale) {
  unsetenv("LC_ALL");
  unsetenv("LC_CTYPE");
  setenv("LANG", "de_DE.UTF-8", 1);
  EXPECT_TRUE(detect_style(terminal_, false).unicode);
  EXPECT_FALSE(detect_style(terminal_, true).unicode) << "--plain";
  setenv("LC_ALL", "C", 1);
  EXPECT_FALSE(detect_style(terminal_, false).unicode);
  unsetenv("LC_ALL");
}

}  // namespace
}  // namespace grader
