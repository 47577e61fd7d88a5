#include "lesson.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"
#include "markdown.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(Headings, HaveTextLevelAndLine) {
  const auto headings =
      parse_headings("# 01 Sums {#lesson_01}\n\ntext\n## Adding ##\n###### Deep\n#hash\n####### seven\n");
  ASSERT_EQ(headings.size(), 3U);
  EXPECT_EQ(headings[0].text, "01 Sums");
  EXPECT_EQ(headings[0].level, 1);
  EXPECT_EQ(headings[1].text, "Adding");
  EXPECT_EQ(headings[1].line, 4);
  EXPECT_EQ(headings[2].level, 6);
}

TEST(Headings, CodeHoldsNone) {
  const auto headings = parse_headings("```sh\n# a comment\n```\n~~~\n# another\n```\n# still code\n~~~\n# Real\n");
  ASSERT_EQ(headings.size(), 1U);
  EXPECT_EQ(headings[0].text, "Real");
  EXPECT_EQ(headings[0].line, 9);
}

TEST(Headings, WindowsLineEndsAndATextWithoutALastLineEnd) {
  const auto headings = parse_headings("# One\r\n## Two");
  ASSERT_EQ(headings.size(), 2U);
  EXPECT_EQ(headings[0].text, "One");
  EXPECT_EQ(headings[1].text, "Two");
}

constexpr const char* two_tasks = R"(# Hints

## add

### 1

First line.
Second line.

- a point

### 2

```cpp
### 3 is no heading here
```

### 3

Last.

## scale

### 2

Only the second.
)";

TEST(Hints, AreReadByTaskAndStrength) {
  const auto hints = parse_hints(two_tasks);
  ASSERT_EQ(hints.size(), 2U);
  EXPECT_EQ(hints[0].task, "add");
  EXPECT_EQ(hints[0].texts[0], "First line.\nSecond line.\n\n- a point");
  EXPECT_EQ(hints[0].texts[1], "```cpp\n### 3 is no heading here\n```");
  EXPECT_EQ(hints[0].texts[2], "Last.");
  EXPECT_EQ(hints[1].texts[0], "");
  EXPECT_EQ(hints[1].texts[1], "Only the second.");
}

TEST(Hints, ANumberBelowNoTaskAndAFourthAreIgnored) {
  const auto hints = parse_hints("### 1\nlost\n## add\n### 4\nno\n### 1\nyes\n");
  ASSERT_EQ(hints.size(), 1U);
  EXPECT_EQ(hints[0].texts[0], "yes");
  EXPECT_EQ(hints[0].texts[1], "");
}

TEST(Hints, AMissingFileIsTheMachinesFaultAMissingHintTheCourses) {
  const TemporaryCourse toy;
  EXPECT_THROW(load_hints(toy.course, toy.sums(), toy.add()), EnvironmentError);
  write_text(toy.path() / "modules/01_sums/hints.md", two_tasks);
  EXPECT_EQ(load_hints(toy.course, toy.sums(), toy.add()).texts[2], "Last.");
  EXPECT_THROW(load_hints(toy.course, toy.sums(), toy.sums().tasks[1]), CourseFault) << "scale has one hint";
}

TEST(Links, AreOfFilesOutsideOfCode) {
  EXPECT_EQ(linked_files("[a](a.md) and [b](../b.md#part \"title\")\n```\n[c](c.md)\n```\n"
                         "[d](https://example.org/d) [e](#e) [f](@ref f) `[&](float x)` [`g`](g.md)"),
            (std::vector<std::string>{"a.md", "../b.md", "g.md"}));
}

TEST(Markdown, ParagraphsAreReflowedListsAndCodeAreNot) {
  TextTerminal out;
  print_markdown(out.terminal, "One line\nand its end.\n\n- first\n  goes on\n- second\n\n```cpp\nint x;\n```\nEnd.",
                 2);
  EXPECT_EQ(out.text(), "  One line and its end.\n\n  - first goes on\n  - second\n\n    int x;\n  End.\n");
}

}  // namespace
}  // namespace grader::testing
