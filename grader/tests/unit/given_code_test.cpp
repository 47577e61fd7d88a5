#include <gtest/gtest.h>

#include "grading/similarity.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(GivenCode, IsSkeletonsContractsAndWhatLessonsShow) {
  TemporaryCourse course;
  const fs::path folder = course.path() / "modules" / "01_sums";
  write_text(folder / "include" / "gu" / "sums.hpp", "contract_of_sums");
  write_text(folder / "LESSON.md", "prose\n```cpp\nshown_in_lesson\n```\nmore prose\n~~~\nsecond_piece\n~~~\n");
  write_text(folder / "hints.md", "```cpp\nshown_in_hint\n```\n");
  write_text(folder / "given" / "checks.cpp", "given_body");
  write_text(folder / "data.txt", "no_source");
  std::string all;
  for (const std::string& text : given_code(course.course, {&course.sums()})) all += text + "|";
  for (const char* part : {"contract_of_sums", "shown_in_lesson", "second_piece", "shown_in_hint", "given_body",
                           "float add()", "float scale()"}) {
    EXPECT_TRUE(contains(all, part)) << part;
  }
  for (const char* part : {"prose", "no_source", "float mean()"}) EXPECT_FALSE(contains(all, part)) << part;
}

}  // namespace
}  // namespace grader::testing
