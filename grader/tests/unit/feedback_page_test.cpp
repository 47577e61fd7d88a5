#include "grading/feedback_page.hpp"

#include <gtest/gtest.h>

#include "page_samples.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

void write_test_source(const TemporaryCourse& course) {
  write_text(course.path() / "modules/01_sums/tests/add_test.cpp",
             "// Many numbers add up.\n// Lesson: \"Adding many\"\nTEST(Add, WorksForMany) {\n}\n");
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
  // NOLINTBEGIN(misc-misleading-bidirectional)
  failure.message = "threw \"</pre><script>alert(1)</script>\" \x1b[2J\u202egnp.exe \xff" + std::string(1000000, 'm');
  failure.output = "<img src=x onerror=alert(1)>" + std::string(100000, '\n');
  grade.student = "a\"><script>";
  const std::string page = feedback_page(course.course, grade);
  const std::string text = text_of_page(page);
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_EQ(page.find('\x1b'), std::string::npos);
  EXPECT_EQ(page.find("\u202e"), std::string::npos);
  // NOLINTEND(misc-misleading-bidirectional)
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

}  // namespace
}  // namespace grader::testing
