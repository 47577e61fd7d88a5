#include "grading/pages.hpp"

#include <gtest/gtest.h>

#include "page_samples.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(Pages, NamesArePlainAndDifferent) {
  SubmissionGrade first = example("ada");
  SubmissionGrade second = example("ada");
  second.submission = "again.zip";
  const auto names =
      page_names({first, second, example("../../etc/passwd"), example(""), example("BOB"), example("bob"),
                  example(".hidden"), example(std::string(500, 'x')), example("a/b"), example("a\\b")});
  EXPECT_EQ(names[0], "ada-ada.tar.gz.html");
  EXPECT_EQ(names[1], "ada-again.zip.html");
  EXPECT_EQ(names[2], "_.._.._etc_passwd.html");
  EXPECT_EQ(names[4], "BOB.html");
  EXPECT_EQ(names[5], "bob-2.html");
  EXPECT_EQ(names[8], "a_b.html");
  EXPECT_EQ(names[9], "a_b-2.html");
  for (const std::string& name : names) {
    EXPECT_EQ(name.find('/'), std::string::npos);
    EXPECT_FALSE(name.starts_with('.')) << name;
    EXPECT_LE(name.size(), 100U);
  }
}

TEST(Pages, AreWrittenAndNameNobodyElse) {
  TemporaryCourse course;
  TemporaryFolder folder;
  FeedbackContext context;
  context.person = "PersonOfAda";
  write_pages(course.course, folder.path() / "new", {example("ada"), example("bob")}, {{"ada", context}});
  const std::string ada = text_of(folder.path() / "new/feedback/ada.html");
  const std::string bob = text_of(folder.path() / "new/feedback/bob.html");
  EXPECT_TRUE(contains(ada, "PersonOfAda"));
  EXPECT_FALSE(contains(ada, "bob"));
  EXPECT_FALSE(contains(bob, "ada"));
  EXPECT_FALSE(contains(bob, "PersonOfAda"));
  EXPECT_TRUE(contains(text_of(folder.path() / "new/report.html"), "feedback/bob.html"));
}

}  // namespace
}  // namespace grader::testing
