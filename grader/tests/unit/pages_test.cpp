#include "grading/pages.hpp"

#include <gtest/gtest.h>

#include <set>

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

TEST(Pages, APageOfNobodyGoesAndAnInstructorsOwnFileStays) {
  TemporaryCourse course;
  TemporaryFolder folder;
  const fs::path feedback = folder.path() / "feedback";
  const auto names = [&] {
    std::set<std::string> found;
    for (const auto& entry : fs::directory_iterator(feedback)) found.insert(entry.path().filename().string());
    return found;
  };
  write_pages(course.course, folder.path(), {example("ada"), example("bob"), example("eve"), example("zoe")});
  ASSERT_EQ(names(), (std::set<std::string>{"ada.html", "bob.html", "eve.html", "zoe.html"}));
  // What somebody wrote, changed, copied or linked is not the grader's to delete.
  write_text(feedback / "notes.html", "mine <!-- groundup-page 0 -->\n");
  write_text(feedback / "eve.html", text_of(feedback / "eve.html") + "talked to her\n");
  fs::copy_file(feedback / "bob.html", feedback / "bob before.html");
  fs::create_directory(feedback / "more.html");
  fs::rename(feedback / "zoe.html", folder.path() / "zoe.html");
  fs::create_symlink("../zoe.html", feedback / "zoe.html");
  write_pages(course.course, folder.path(), {example("ada")});
  EXPECT_EQ(names(),
            (std::set<std::string>{"ada.html", "bob before.html", "eve.html", "more.html", "notes.html", "zoe.html"}));
  EXPECT_TRUE(fs::exists(folder.path() / "zoe.html"));

  // bob is ada by an alias: each of her two submissions has a page of its own name, and the page of the one name goes.
  SubmissionGrade second = example("ada");
  second.submission = "bob.tar.gz";
  write_pages(course.course, folder.path(), {example("ada"), second});
  EXPECT_FALSE(fs::exists(feedback / "ada.html"));
  EXPECT_TRUE(fs::exists(feedback / "ada-bob.tar.gz.html"));
}

TEST(Pages, WhatAnInstructorWroteIntoAPageStaysUntilThatSubmissionIsGradedAgain) {
  TemporaryCourse course;
  TemporaryFolder folder;
  const fs::path page = folder.path() / "feedback/ada.html";
  const std::vector<SubmissionGrade> grades{example("ada"), example("bob")};
  FeedbackContext late;
  late.person = "PersonOfBoth";
  const auto write = [&](bool ada_now) {
    write_pages(course.course, folder.path(), grades, {{"ada", late}, {"bob", late}}, {ada_now, false});
  };
  write_pages(course.course, folder.path(), grades);
  write_text(page, text_of(page) + "talked to her\n");
  write(false);
  EXPECT_TRUE(contains(text_of(page), "talked to her"));
  EXPECT_TRUE(contains(text_of(folder.path() / "feedback/bob.html"), "PersonOfBoth"))
      << "what nobody changed is renewed";
  write(true);
  EXPECT_FALSE(contains(text_of(page), "talked to her"));
}

TEST(Pages, TheReportIsItsOwnersFromItsFirstMomentOn) {
  TemporaryCourse course;
  TemporaryFolder folder;
  write_text(folder.path() / "report.html", "of an older grader, for everybody");
  write_pages(course.course, folder.path(), {example("ada")});
  EXPECT_EQ(fs::status(folder.path() / "report.html").permissions(), fs::perms(0600));
}

}  // namespace
}  // namespace grader::testing
