#include "grading/html.hpp"

#include <gtest/gtest.h>

#include "grading/svg_plot.hpp"
#include "strict_markup.hpp"

namespace grader::testing {
namespace {

std::string page_of(const std::string& body) {
  HtmlPage page;
  page.title = "a <title> & \"quotes\"";
  page.subtitle = "under it";
  page.body = body;
  page.footer = "at the end";
  return render(page);
}

TEST(StrictMarkup, FindsWhatIsWrong) {
  EXPECT_EQ(joined_faults(read_markup("<!DOCTYPE html>\n<p class=\"a\">x &lt; y<br/></p>")), "");
  for (const char* wrong : {"<p>", "</p>", "<p><b></p></b>", "<p>a & b</p>", "<p>&nbsp;</p>", "<p a=b></p>",
                            "<p a></p>", "<p a=\"1\" a=\"2\"></p>", "<script></script>", "<p onclick=\"x\"></p>",
                            "<a href=\"https://example.org\"></a>", "<a href=\"#x\"></a>", "text", "<p>\x1b</p>",
                            "<p id=\"a\"></p><p id=\"a\"></p>", "<p", "<p title=\"a", "<img src=\"x\"/>"}) {
    EXPECT_FALSE(read_markup(wrong).faults.empty()) << wrong;
  }
}

TEST(Html, APageIsWellFormedAndStandsAlone) {
  const std::string page = page_of(text_element("p", "", "x < y && \"z\""));
  const Markup markup = read_markup(page);
  EXPECT_EQ(joined_faults(markup), "");
  EXPECT_NE(markup.text.find("x < y && \"z\""), std::string::npos);
  EXPECT_EQ(markup.elements.at("style"), 1);
  EXPECT_NE(page.find("default-src 'none'"), std::string::npos);
  EXPECT_NE(page.find("prefers-color-scheme: dark"), std::string::npos);
  for (const char* outside : {"http://", "https://", "url(", "@import"})
    EXPECT_EQ(page.find(outside), std::string::npos);
}

TEST(Html, WhatMarksUpIsText) {
  EXPECT_EQ(html_escape("<script>alert('x')</script> & \"q\""),
            "&lt;script&gt;alert('x')&lt;/script&gt; &amp; &quot;q&quot;");
}

TEST(Html, ControlCharactersAreShownNotSent) {
  EXPECT_EQ(html_escape("a\x1b[31mred"), "a\u241b[31mred");
  EXPECT_EQ(html_escape(std::string_view("\0\x7f\r", 3)), "\u2400\u2421\u240d");
  EXPECT_EQ(html_escape("\xc2\x9b"), "[U+009B]");
  EXPECT_EQ(html_escape("a\tb"), "a\tb");
  EXPECT_EQ(html_escape("a\r\nb"), html_escape("a\nb"));
}

TEST(Html, WhatTurnsTheDirectionOfWritingIsSpelledOut) {
  // NOLINTNEXTLINE(misc-misleading-bidirectional)
  EXPECT_EQ(html_escape("a\u202eb\u2066c\u200f"), "a[U+202E]b[U+2066]c[U+200F]");
  EXPECT_EQ(html_escape("\u200b\ufeff\u061c\u2028"), "[U+200B][U+FEFF][U+061C][U+2028]");
  EXPECT_EQ(html_escape("\U000E0041"), "[U+E0041]");
  EXPECT_EQ(html_escape("caf\u00e9 \u05d0 \u4e2d \U0001F600 \u00a0"), "caf\u00e9 \u05d0 \u4e2d \U0001F600 \u00a0");
}

TEST(Html, BytesThatAreNoTextBecomeTheSignForThat) {
  EXPECT_EQ(html_escape("\xff"), "\uFFFD");
  EXPECT_EQ(html_escape("\xe2\x80"), "\uFFFD\uFFFD");
  EXPECT_EQ(html_escape("\xed\xa0\x80"), "\uFFFD\uFFFD\uFFFD");
  EXPECT_EQ(html_escape("\xe2<b>"), "\uFFFD&lt;b&gt;") << "a broken character must not swallow markup";
  for (int first = 0; first < 256; ++first) {
    for (int second = 0; second < 256; ++second) {
      const std::string bytes{static_cast<char>(first), static_cast<char>(second), '<'};
      EXPECT_EQ(joined_faults(read_markup(element("p", "", html_escape(bytes)))), "") << first << " " << second;
    }
  }
}

TEST(Html, LongTextIsCutBetweenCharactersAndSaysSo) {
  EXPECT_EQ(cut_text("short\n"), "short\n");
  EXPECT_EQ(cut_text("abcdef", 4, 9), "abcd\n[2 more bytes are left out]");
  EXPECT_EQ(cut_text("ab\u20ac", 4, 9), "ab\n[3 more bytes are left out]");
  EXPECT_EQ(cut_text("1\n2\n3\n4", 99, 2), "1\n2\n[4 more bytes are left out]");
  EXPECT_EQ(cut_text("1\n2\n", 99, 2), "1\n2\n");
  EXPECT_LT(cut_text(std::string(1000000, 'x')).size(), 5000U);
  EXPECT_LT(cut_text(std::string(1000000, '\x80'), 100).size(), 200U);
}

TEST(Html, TablesKeepTheirCells) {
  const Markup markup = read_markup(page_of(html_table({"a", "b"}, {{"1", html_escape("<x>")}, {"2", "3"}}, {1})));
  EXPECT_EQ(joined_faults(markup), "");
  EXPECT_EQ(markup.elements.at("td"), 4);
  EXPECT_EQ(markup.elements.at("th"), 2);
}

TEST(Plot, AHistogramCountsEveryValueOnce) {
  const std::string drawing = svg_histogram({0, 5, 9.9, 10, 55, 99, 100, 100}, 100, "percent");
  EXPECT_EQ(joined_faults(read_markup(drawing)), "");
  // By hand: three below 10, one in 10 to 20, one in 50 to 60, three from 90 on.
  for (const char* part :
       {"0 to 10 percent: 3", "10 to 20 percent: 1", "50 to 60 percent: 1", "90 to 100 percent: 3"}) {
    EXPECT_NE(drawing.find(part), std::string::npos) << part;
  }
  EXPECT_EQ(read_markup(drawing).elements["rect"], 4);
}

TEST(Plot, FewWholeNumbersGetAPartEach) {
  const std::string drawing = svg_histogram({0, 2, 2, 3}, 3, "points");
  EXPECT_NE(drawing.find("2 points: 2"), std::string::npos);
  EXPECT_EQ(drawing.find(" to "), std::string::npos);
  EXPECT_EQ(read_markup(drawing).elements["rect"], 3);
}

TEST(Plot, StrangeValuesStayInside) {
  const std::string drawing = svg_histogram(
      {-5, 1000, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()}, 0, "x");
  EXPECT_EQ(joined_faults(read_markup(drawing)), "");
  EXPECT_EQ(drawing.find("nan"), std::string::npos);
  EXPECT_EQ(drawing.find("inf"), std::string::npos);
  EXPECT_EQ(joined_faults(read_markup(svg_histogram({}, 10, "points"))), "");
}

TEST(Plot, BarsAreLabelledAndEscaped) {
  const std::string drawing = svg_bars({{"A<b>.C", 0.5, "1 of 2"}, {std::string(80, 'x'), 7, "9 of 9"}}, 1);
  const Markup markup = read_markup(drawing);
  EXPECT_EQ(joined_faults(markup), "");
  EXPECT_EQ(markup.elements.at("rect"), 2);
  EXPECT_NE(markup.text.find("A<b>.C"), std::string::npos);
  EXPECT_NE(markup.text.find("1 of 2"), std::string::npos);
  EXPECT_NE(markup.text.find(std::string(80, 'x')), std::string::npos) << "the whole label stands in the title";
}

}  // namespace
}  // namespace grader::testing
