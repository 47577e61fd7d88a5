#include "tally.hpp"

#include <gtest/gtest.h>

#include "blame.hpp"
#include "errors.hpp"
#include "test_filter.hpp"

namespace grader {
namespace {

Module module() {
  Module result;
  result.number = 2;
  result.folder = "02_activations";
  result.tasks = {{"2.1", "rectifiers", 15}, {"2.2", "softmax", 25}};
  return result;
}

const std::vector<ExpectedTest> expected{
    {"Relu.A", "rectifiers", "t.cpp", 1}, {"Relu.B", "rectifiers", "t.cpp", 2}, {"Softmax.A", "softmax", "t.cpp", 3}};

SuiteResult results(TestStatus relu_a, TestStatus relu_b, TestStatus softmax) {
  SuiteResult result;
  const auto put = [&](const char* name, TestStatus status) {
    result.tests[name].name = name;
    result.tests[name].status = status;
  };
  put("Relu.A", relu_a);
  put("Relu.B", relu_b);
  put("Softmax.A", softmax);
  return result;
}

ModuleVerdict tallied(const SuiteResult& result, const std::vector<ExpectedTest>& asked = expected) {
  ModuleVerdict verdict;
  verdict.number = 2;
  tally(verdict, module(), nullptr, expected, asked, result);
  return verdict;
}

TEST(Tally, AllTestsPassedEarnAllPoints) {
  const ModuleVerdict verdict = tallied(results(TestStatus::passed, TestStatus::passed, TestStatus::passed));
  EXPECT_EQ(verdict.earned, 40);
  EXPECT_EQ(verdict.possible, 40);
  EXPECT_EQ(verdict.status, Status::passed);
}

TEST(Tally, OneFailureCostsTheWholeTask) {
  const ModuleVerdict verdict = tallied(results(TestStatus::passed, TestStatus::failed, TestStatus::passed));
  EXPECT_EQ(verdict.earned, 25);
  EXPECT_EQ(verdict.tasks[0].earned, 0);
  EXPECT_EQ(verdict.tasks[0].status, Status::failed);
  EXPECT_EQ(verdict.status, Status::failed);
}

TEST(Tally, ASkippedTestEarnsNothingAndFailsNothing) {
  const ModuleVerdict verdict = tallied(results(TestStatus::passed, TestStatus::skipped, TestStatus::passed));
  EXPECT_EQ(verdict.earned, 25);
  EXPECT_EQ(verdict.tasks[0].status, Status::not_graded);
  EXPECT_EQ(verdict.status, Status::not_graded);
}

TEST(Tally, ACrashOutweighsAFailure) {
  EXPECT_EQ(tallied(results(TestStatus::failed, TestStatus::crashed, TestStatus::timed_out)).status, Status::crashed);
  EXPECT_EQ(tallied(results(TestStatus::failed, TestStatus::passed, TestStatus::timed_out)).status, Status::timed_out);
}

TEST(Tally, ATestThatDidNotRunIsAFailure) {
  EXPECT_EQ(tallied(results(TestStatus::not_run, TestStatus::passed, TestStatus::passed)).tasks[0].status,
            Status::failed);
}

TEST(Tally, AnUnexpectedResultCostsTheFirstTask) {
  SuiteResult result = results(TestStatus::passed, TestStatus::passed, TestStatus::passed);
  result.unexpected = {"Forged.Test", "Forged.Test"};
  const ModuleVerdict verdict = tallied(result);
  EXPECT_EQ(verdict.status, Status::failed);
  EXPECT_EQ(verdict.earned, 25);
  EXPECT_EQ(verdict.tasks[0].tests.size(), 3U);
}

TEST(Tally, AFilteredTaskEarnsNothing) {
  const SuiteResult result = results(TestStatus::passed, TestStatus::passed, TestStatus::passed);
  const ModuleVerdict verdict = tallied(result, {expected[0]});
  EXPECT_TRUE(verdict.filtered);
  EXPECT_EQ(verdict.earned, 0);
  EXPECT_EQ(verdict.tasks.size(), 1U);
  EXPECT_EQ(verdict.status, Status::passed);
}

TEST(Tally, ATaskWithoutTestsIsAFaultOfTheCourse) {
  ModuleVerdict verdict;
  const std::vector<ExpectedTest> only_relu{expected[0], expected[1]};
  const SuiteResult result = results(TestStatus::passed, TestStatus::passed, TestStatus::passed);
  EXPECT_THROW(tally(verdict, module(), nullptr, only_relu, only_relu, result), CourseFault);
  std::vector<ExpectedTest> stray = expected;
  stray.push_back({"Gelu.A", "gelu", "t.cpp", 4});
  EXPECT_THROW(tally(verdict, module(), nullptr, stray, expected, result), CourseFault);
}

TEST(Blame, ReadsTheTaskOutOfATodo) {
  TestVerdict test;
  test.kind = "todo";
  test.message = "task 12.2 is still to be written: about 25 lines";
  EXPECT_EQ(todo_task(test), "12.2");
  test.message = "task 01.3 is still to be written: 2 lines";
  EXPECT_EQ(todo_task(test), "1.3");
  test.kind = "exception";
  EXPECT_EQ(todo_task(test), "");
}

Course two_modules() {
  Course course;
  for (const int number : {1, 2}) {
    Module below;
    below.number = number;
    below.folder = "0" + std::to_string(number) + "_m";
    below.has_reference = true;
    course.modules.push_back(below);
  }
  Module top;
  top.number = 3;
  top.folder = "03_top";
  top.needs = {"01_m", "02_m"};
  course.modules.push_back(top);
  return course;
}

ModuleVerdict failing_top() {
  ModuleVerdict verdict;
  verdict.number = 3;
  verdict.base = {{"01_m", "mine"}, {"02_m", "mine"}};
  TaskVerdict task;
  TestVerdict test;
  test.name = "T.a";
  test.status = TestStatus::failed;
  test.kind = "comparison";
  task.tests = {test};
  verdict.tasks = {task};
  return verdict;
}

SuiteResult one_result(bool passes) {
  SuiteResult result;
  result.tests["T.a"].status = passes ? TestStatus::passed : TestStatus::failed;
  return result;
}

TEST(Blame, FindsTheModuleThatAloneMakesTheTestFail) {
  const Course course = two_modules();
  ModuleVerdict verdict = failing_top();
  search_blame(verdict, course, course.modules[2], {{"T.a", "t", "", 0}},
               [](const Base& base, const auto&) { return one_result(base.at("02_m") == "reference"); });
  EXPECT_EQ(verdict.blame, "02_m");
  EXPECT_NE(verdict.advice.find("module 02"), std::string::npos);
}

TEST(Blame, IsNobodysBelowWhenTheReferenceFailsToo) {
  const Course course = two_modules();
  ModuleVerdict verdict = failing_top();
  int runs = 0;
  search_blame(verdict, course, course.modules[2], {{"T.a", "t", "", 0}}, [&runs](const Base&, const auto&) {
    ++runs;
    return one_result(false);
  });
  EXPECT_EQ(verdict.blame, "");
  EXPECT_EQ(runs, 1);
}

TEST(Blame, NamesAnUnwrittenModuleWithoutARun) {
  const Course course = two_modules();
  ModuleVerdict verdict = failing_top();
  verdict.tasks[0].tests[0].kind = "todo";
  verdict.tasks[0].tests[0].message = "task 1.4 is still to be written: 3 lines";
  search_blame(verdict, course, course.modules[2], {{"T.a", "t", "", 0}},
               [](const Base&, const auto&) -> SuiteResult { throw CourseFault("no run was needed"); });
  EXPECT_EQ(verdict.blame, "01_m");
  EXPECT_NE(verdict.advice.find("Module 01 is where to begin"), std::string::npos);
}

TEST(Filter, IsGoogleTests) {
  EXPECT_TRUE(matches_filter("", "S.a"));
  EXPECT_TRUE(matches_filter("S.*", "S.a"));
  EXPECT_TRUE(matches_filter("X.*:S.?", "S.a"));
  EXPECT_FALSE(matches_filter("S.?", "S.ab"));
  EXPECT_FALSE(matches_filter("S.*-*.a", "S.a"));
  EXPECT_TRUE(matches_filter("-*.b", "S.a"));
  EXPECT_TRUE(matches_filter("*a*b*", "xaxbx"));
  EXPECT_FALSE(matches_filter("*a*b*", "xbxax"));
}

TEST(DescribeBase, NamesRanges) {
  const Course course = two_modules();
  EXPECT_EQ(describe_base(course, {}), "");
  EXPECT_EQ(describe_base(course, {{"01_m", "reference"}, {"02_m", "reference"}}), "stands on the reference 01-02");
  EXPECT_EQ(describe_base(course, {{"01_m", "mine"}, {"02_m", "reference"}}), "stands on the reference 02, your 01");
  EXPECT_EQ(describe_base(course, {{"01_m", "mine"}, {"02_m", "mine"}}), "stands on your 01-02");
}

TEST(DescribeBase, SaysWhyTheReferenceStandsThere) {
  const Course course = two_modules();
  const Base references = {{"01_m", "reference"}, {"02_m", "reference"}};
  EXPECT_EQ(describe_base(course, references, {{"01_m", "not finished"}, {"02_m", "not finished"}}),
            "stands on the reference 01-02 (not finished)");
  EXPECT_EQ(describe_base(course, references, {{"01_m", "edited since it passed"}, {"02_m", "not finished"}}),
            "stands on the reference 01 (edited since it passed), 02 (not finished)");
  EXPECT_EQ(describe_base(course, {{"01_m", "reference"}, {"02_m", "mine"}}, {{"01_m", "not finished"}}),
            "stands on the reference 01 (not finished), your 02");
}

TEST(ResolveBase, TakesWhatIsCompleteAndTheReferenceForTheRest) {
  Course course = two_modules();
  const auto first_complete = [](const Module& module) { return module.number == 1; };
  EXPECT_EQ(resolve_base(course, course.modules[2], BaseChoice::automatic, first_complete),
            (Base{{"01_m", "mine"}, {"02_m", "reference"}}));
  EXPECT_EQ(resolve_base(course, course.modules[2], BaseChoice::mine, first_complete),
            (Base{{"01_m", "mine"}, {"02_m", "mine"}}));
  course.modules[1].has_reference = false;
  EXPECT_EQ(resolve_base(course, course.modules[2], BaseChoice::automatic, first_complete),
            (Base{{"01_m", "mine"}, {"02_m", "mine"}}));
  EXPECT_THROW(resolve_base(course, course.modules[2], BaseChoice::reference, first_complete), UsageError);
}

}  // namespace
}  // namespace grader
