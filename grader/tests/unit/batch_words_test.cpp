#include "grading/batch_words.hpp"

#include <gtest/gtest.h>

#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(BatchWords, TheFirstLineSaysWhatIsAhead) {
  EXPECT_EQ(opening_line(1, 0, 1), "1 submission to grade, by 1 worker.");
  EXPECT_EQ(opening_line(31, 29, 4), "31 submissions: 29 from the cache, 2 to grade, by 4 workers.");
  EXPECT_EQ(opening_line(31, 31, 4), "31 submissions: 31 from the cache, 0 to grade.");
  EXPECT_EQ(opening_line(3, 0, 0), "3 submissions to grade, by as many workers as the other machines give.");
}

TEST(BatchWords, ALogSaysWhatWasGradedAndHow) {
  SubmissionGrade grade;
  grade.student = "ada";
  grade.submission = "ada\x1b[2J.zip";
  grade.submitted = "2026-03-01T17:59:00Z";
  grade.graded = "2026-03-02T08:00:00Z";
  grade.digest = std::string(64, 'd');
  grade.sandbox = "namespaces";
  grade.seconds = 4.06;
  grade.compile_seconds = 2;
  grade.modules.emplace_back();
  grade.modules[0].credit.folder = "01_sums";
  grade.modules[0].credit.earned = 5;
  grade.modules[0].credit.possible = 20;
  grade.flags = {{"missing", "", ""}, {"files", "", ""}, {"missing", "", ""}};
  const std::string rest =
      "graded 2026-03-02 08:00 UTC in 4.1 s, 2.0 s of them in compilers; sandbox namespaces\n"
      "01_sums  5/20 points\n"
      "flagged, 1 time: files\n"
      "flagged, 2 times: missing\n";
  const std::string first = "ada?[2J.zip of ada, handed in 2026-03-01 17:59 UTC, content dddddddddddd\n";
  EXPECT_EQ(log_of(grade, false), first + rest);
  EXPECT_EQ(log_of(grade, true), first + "from the cache: " + rest);
  grade.fault = "no archive";
  EXPECT_EQ(log_of(grade, false), first + "not graded: no archive\n");
}

TEST(BatchWords, TheLastLinesSayWhereToLook) {
  const std::vector<std::string> lines = closing_lines({}, "/marks", true);
  ASSERT_EQ(lines.size(), 1U);
  EXPECT_EQ(lines[0], "For you: /marks/report.html. For students: the pages in /marks/feedback.");
  EXPECT_TRUE(closing_lines({}, "/marks", false).empty()) << "a preview writes no pages";
}

TEST(BatchWords, TheLastLineSaysWhatCouldNotBeRead) {
  BatchSummary summary;
  summary.unreadable = {"bad.zip"};
  const std::string one = closing_lines(summary, "/marks", true).back();
  EXPECT_TRUE(contains(one, "1 submission could not be read, so nothing of it was graded: bad.zip.")) << one;
  EXPECT_TRUE(contains(one, "The exit status is 0 all the same.")) << one;
  summary.unreadable = {"a", "b", "c", "d", "e", "f", "g"};
  EXPECT_TRUE(contains(closing_lines(summary, "/marks", true).back(), "of them was graded: a, b, c, d, e and 2 more."));
  summary.faults = {"x: the worker was stopped"};
  const std::vector<std::string> both = closing_lines(summary, "/marks", true);
  EXPECT_TRUE(contains(both[1], "1 submission was not graded, by a fault of the machine or the course")) << both[1];
  EXPECT_FALSE(contains(both[2], "exit status is 0")) << both[2];
}

TEST(BatchWords, AStrangersNameCannotSteerTheTerminal) {
  EXPECT_EQ(without_controls("a\x1b[2Jé\n"), "a?[2Jé?");
}

}  // namespace
}  // namespace grader::testing
