#include "grading/class_report.hpp"

#include <gtest/gtest.h>

#include "grading/class_statistics.hpp"
#include "page_samples.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(ClassStatistics, CountsSubmissionsNotTests) {
  SubmissionGrade twice = example("bob");
  twice.modules[0].credit.tasks[0].tests[1].mistake = "one number was left out";
  SubmissionGrade unwritten = example("eve");
  for (TestVerdict& each : unwritten.modules[0].credit.tasks[0].tests) {
    each = test(each.name, TestStatus::failed, "task 1.1 is still to be written");
    each.kind = "todo";
  }
  SubmissionGrade passed = example("joe");
  for (TestVerdict& each : passed.modules[0].credit.tasks[0].tests) each = test(each.name, TestStatus::passed);
  const ClassStatistics counts = count_class({example(), twice, unwritten, passed});
  ASSERT_FALSE(counts.mistakes.empty());
  // HiddenMistakeMarker in all four, the other in two submissions, though three tests of them recognised it.
  EXPECT_EQ(counts.mistakes[0].submissions, 4U);
  EXPECT_EQ(counts.mistakes[1].mistake, "one number was left out");
  EXPECT_EQ(counts.mistakes[1].submissions, 2U);
  ASSERT_EQ(counts.tests.size(), 3U);
  EXPECT_TRUE(counts.tests[0].hidden);
  EXPECT_DOUBLE_EQ(counts.tests[0].share(), 1.0);
  EXPECT_EQ(counts.tests[1].failed, 2U);
  EXPECT_EQ(counts.tests[1].tried, 3U) << "what was never written counts for no test";
  ASSERT_EQ(counts.modules.size(), 1U);
  EXPECT_EQ(counts.modules[0].earned.size(), 4U);
}

TEST(ClassStatistics, WhatNeedsAPersonComesFirst) {
  SubmissionGrade calm = example("calm");
  calm.flags.clear();
  calm.modules[0].hidden.clear();
  SubmissionGrade flagged = example("flagged");
  SubmissionGrade broken;
  broken.student = "broken";
  broken.fault = "damaged";
  const ClassStatistics counts = count_class({calm, flagged, broken});
  ASSERT_EQ(counts.attention.size(), 2U);
  EXPECT_EQ(counts.attention[0].grade, 2U);
  EXPECT_EQ(counts.attention[1].grade, 1U);
  EXPECT_EQ(counts.attention[1].reasons,
            (std::vector<std::string>{"1.2 scale passes all but the hidden tests", "1 flag"}));
}

TEST(ClassReport, HoldsEverySection) {
  TemporaryCourse course;
  SubmissionGrade broken = example("bob");
  broken.modules[0].credit.status = Status::not_compiled;
  broken.modules[0].credit.problems = {{"modules/01_sums/src/add.cpp", 7, 5, "expected ';'", "", ""}};
  broken.sandbox = "none";
  const std::string page =
      class_report(course.course, {example("<ada>"), broken}, {"feedback/a.html", "feedback/b.html"});
  const std::string text = text_of_page(page);
  for (const char* part :
       {"2 submissions", "Look at these first", "Hardest tests", "HiddenScaleMarker.Second (hidden)",
        "Commonest recognised mistakes", "one number was left out", "Did not compile", "expected ';'",
        "FlagMessageMarker", "<ada>", "1 submission was graded without a sandbox", "median"}) {
    EXPECT_TRUE(contains(text, part)) << part;
  }
  EXPECT_TRUE(contains(page, "href=\"feedback/a.html\""));
  EXPECT_GE(read_markup(page).elements.at("svg"), 3);
}

TEST(ClassReport, AnEmptyClassIsAPageToo) {
  TemporaryCourse course;
  EXPECT_TRUE(contains(text_of_page(class_report(course.course, {})), "Nothing was graded yet."));
}

TEST(ClassReport, SaysWhatThisRunGraded) {
  TemporaryCourse course;
  const std::vector<SubmissionGrade> grades{example("ada"), example("bob"), example("eve")};
  const std::string some = text_of_page(class_report(course.course, grades, {}, {false, true, false}));
  EXPECT_TRUE(contains(some, "3 submissions, 1 of them graded in this run."));
  EXPECT_TRUE(contains(some, "earlier"));
  const std::string all = text_of_page(class_report(course.course, grades, {}, {true, true, true}));
  EXPECT_TRUE(contains(all, "3 submissions. For instructors"));
  EXPECT_FALSE(contains(all, "earlier"));
}

}  // namespace
}  // namespace grader::testing
