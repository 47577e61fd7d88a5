#include "grading/pages.hpp"

#include <gtest/gtest.h>

#include "grading/class_report.hpp"
#include "grading/class_statistics.hpp"
#include "strict_markup.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TestVerdict test(const std::string& name, TestStatus status, const std::string& message = "",
                 const std::string& mistake = "") {
  TestVerdict verdict;
  verdict.name = name;
  verdict.status = status;
  verdict.kind = status == TestStatus::passed ? "" : "comparison";
  verdict.message = message;
  verdict.mistake = mistake;
  verdict.file = "modules/01_sums/tests/add_test.cpp";
  return verdict;
}

/// Module 1 of the temporary course: add fails, scale passes what is published and not what is hidden.
SubmissionGrade example(const std::string& student = "ada") {
  SubmissionGrade grade;
  grade.student = student;
  grade.submission = student + ".tar.gz";
  grade.digest = std::string(64, 'd');
  grade.submitted = "2026-03-01T17:59:00Z";
  grade.graded = "2026-03-02T08:00:00Z";
  grade.seed = 987654321;
  grade.sandbox = "namespaces";
  ModuleGrade module;
  module.credit.number = 1;
  module.credit.folder = "01_sums";
  module.credit.title = "Sums";
  module.credit.possible = 15;
  TaskVerdict add{"1.1", "add", "modules/01_sums/src/add.cpp", Status::failed, 0, 10, {}};
  add.tests = {test("Add.WorksForZero", TestStatus::passed),
               test("Add.WorksForTwo", TestStatus::failed, "got 3, wanted 4"),
               test("Add.WorksForMany", TestStatus::failed, "sums differ", "one number was left out")};
  TaskVerdict scale{"1.2", "scale", "modules/01_sums/src/scale.cpp", Status::failed, 0, 5, {}};
  scale.tests = {test("Scale.ByOne", TestStatus::passed)};
  module.credit.tasks = {add, scale};
  module.hidden = {
      {"add", {test("HiddenAddMarker.First", TestStatus::passed)}},
      {"scale", {test("HiddenScaleMarker.Second", TestStatus::failed, "HiddenMessageMarker", "HiddenMistakeMarker")}}};
  module.hidden[1].tests[0].output = "HiddenOutputMarker";
  module.hidden[1].tests[0].file = "solutions/01_sums/tests/HiddenFileMarker.cpp";
  grade.modules = {module};
  grade.flags = {{"symbol", "FlagWhereMarker", "FlagMessageMarker"}};
  return grade;
}

void write_test_source(const TemporaryCourse& course) {
  write_text(course.path() / "modules/01_sums/tests/add_test.cpp",
             "// Many numbers add up.\n// Lesson: \"Adding many\"\nTEST(Add, WorksForMany) {\n}\n");
}

std::string text_of_page(const std::string& page) {
  const Markup markup = read_markup(page);
  EXPECT_EQ(joined_faults(markup), "");
  return markup.text;
}

TEST(FeedbackPage, ShowsPointsAndTheFailureThatIsRecognised) {
  TemporaryCourse course;
  write_test_source(course);
  const std::string text = text_of_page(feedback_page(course.course, example()));
  for (const char* part :
       {"0 of 15 points", "1 of 3", "sums differ", "Add.WorksForMany", "It claims: Many numbers add up.",
        "Recognised: ", "one number was left out", "\"Adding many\" (modules/01_sums/LESSON.md)", "1 more failure",
        "grader check 1.1", "2026-03-01 17:59 UTC", "sandbox (namespaces)", "not all passed"}) {
    EXPECT_TRUE(contains(text, part)) << part << "\n" << text;
  }
  EXPECT_FALSE(contains(text, "got 3, wanted 4")) << "the first failure that names its mistake is shown, no other";
}

TEST(FeedbackPage, HoldsNothingThatOnlyInstructorsMaySee) {
  TemporaryCourse course;
  SubmissionGrade grade = example();
  // A hidden test that strayed among the published ones, and errors in files that students do not have.
  grade.modules[0].credit.tasks[1].tests.push_back(grade.modules[0].hidden[1].tests[0]);
  grade.modules[0].own_base = grade.modules[0].credit;
  const std::string page = feedback_page(course.course, grade);
  for (const char* marker : {"Marker", "987654321", "solutions/", "symbol"})
    EXPECT_FALSE(contains(page, marker)) << marker;

  grade.modules[0].credit.status = Status::not_compiled;
  grade.modules[0].credit.problem_count = 3;
  grade.modules[0].credit.build_log = "/tmp/LogMarker.log";
  grade.modules[0].credit.problems = {
      {"solutions/01_sums/tests/x.cpp", 3, 1, "PlaceMarker", "SourceMarker", ""},
      {"/home/teacher/PathMarker.cpp", 3, 1, "message", "", ""},
      {"modules/01_sums/src/add.cpp", 7, 5, "expected ';'", "return a + b", "A ; is missing."}};
  const std::string broken = feedback_page(course.course, grade);
  EXPECT_FALSE(contains(broken, "Marker"));
  const std::string text = text_of_page(broken);
  for (const char* part : {"modules/01_sums/src/add.cpp:7:5", "expected ';'", "return a + b", "A ; is missing."}) {
    EXPECT_TRUE(contains(text, part)) << part;
  }
}

TEST(FeedbackPage, SaysThatHiddenTestsCostTheTask) {
  TemporaryCourse course;
  const std::string text = text_of_page(feedback_page(course.course, example()));
  EXPECT_TRUE(contains(text, "Every test that you have passes."));
  SubmissionGrade clean = example();
  clean.modules[0].hidden[1].tests[0].status = TestStatus::passed;
  EXPECT_FALSE(contains(feedback_page(course.course, clean), "Every test that you have passes."));
  clean.modules[0].hidden.clear();
  EXPECT_FALSE(contains(feedback_page(course.course, clean), "hidden"));
}

TEST(FeedbackPage, TextOfTheStudentsIsHarmlessAndCut) {
  TemporaryCourse course;
  SubmissionGrade grade = example();
  TestVerdict& failure = grade.modules[0].credit.tasks[0].tests[2];
  failure.message = "threw \"</pre><script>alert(1)</script>\" \x1b[2J\u202egnp.exe \xff" + std::string(1000000, 'm');
  failure.output = "<img src=x onerror=alert(1)>" + std::string(100000, '\n');
  grade.student = "a\"><script>";
  const std::string page = feedback_page(course.course, grade);
  const std::string text = text_of_page(page);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find('\x1b'), std::string::npos);
  EXPECT_EQ(page.find("\u202e"), std::string::npos);
  EXPECT_TRUE(contains(text, "[U+202E]gnp.exe"));
  EXPECT_LT(page.size(), 60000U);
}

TEST(FeedbackPage, SaysWhatTheGradebookKnows) {
  TemporaryCourse course;
  FeedbackContext context;
  context.person = "Ada Lovelace";
  context.lateness = "Handed in 1 day late: 10 % are taken.";
  context.final_points = 13.5;
  context.comment = "Well begun.";
  const std::string text = text_of_page(feedback_page(course.course, example(), context));
  for (const char* part : {"Ada Lovelace (ada)", "1 day late", "What counts: 13.5 points.", "Well begun."}) {
    EXPECT_TRUE(contains(text, part)) << part;
  }
  EXPECT_FALSE(contains(text_of_page(feedback_page(course.course, example())), "What counts"));
}

TEST(FeedbackPage, NamesUnwrittenWaitingAndUngradable) {
  TemporaryCourse course;
  SubmissionGrade grade = example();
  TestVerdict todo = test("Add.WorksForZero", TestStatus::failed, "task 1.1 is still to be written: 1 line");
  todo.kind = "todo";
  grade.modules[0].credit.tasks[0].tests = {todo};
  grade.modules[0].credit.tasks[1].tests = {todo};
  grade.sandbox = "none";
  const std::string text = text_of_page(feedback_page(course.course, grade));
  EXPECT_TRUE(contains(text, "to be written"));
  EXPECT_TRUE(contains(text, "waits for task 1.1"));
  EXPECT_TRUE(contains(text, "without a sandbox (--unsandboxed)"));
  SubmissionGrade broken;
  broken.student = "bob";
  broken.fault = "The archive is damaged.";
  EXPECT_TRUE(
      contains(text_of_page(feedback_page(course.course, broken)), "Nothing could be graded: The archive is damaged."));
}

TEST(FeedbackPage, TellsTheOwnBaseAsInformation) {
  TemporaryCourse course;
  SubmissionGrade grade = example();
  grade.modules[0].credit.earned = 15;
  EXPECT_FALSE(contains(feedback_page(course.course, grade), "For information"));
  grade.modules[0].own_base = grade.modules[0].credit;
  grade.modules[0].own_base->earned = 10;
  EXPECT_TRUE(contains(feedback_page(course.course, grade), "give 10 of 15 points. What it lacks there comes from"));
}

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
