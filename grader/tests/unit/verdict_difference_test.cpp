#include "verdict_difference.hpp"

#include <gtest/gtest.h>

namespace grader {
namespace {

TestVerdict failed(const std::string& name, const std::string& message, const std::string& mistake = "") {
  TestVerdict test;
  test.name = name;
  test.status = TestStatus::failed;
  test.message = message;
  test.mistake = mistake;
  test.file = "modules/02_means/tests/mean_test.cpp";
  return test;
}

ModuleVerdict module_of(std::vector<TestVerdict> tests, int earned = 0) {
  TaskVerdict task;
  task.name = "mean";
  task.file = "modules/02_means/src/mean.cpp";
  task.earned = earned;
  task.tests = std::move(tests);
  ModuleVerdict verdict;
  verdict.tasks = {task};
  return verdict;
}

std::string only_difference(const ModuleVerdict& ordinary, const ModuleVerdict& graded) {
  const std::vector<VerdictDifference> differences = verdict_differences(ordinary, graded);
  EXPECT_EQ(differences.size(), 1U);
  return differences.empty() ? "" : differences.front().file + ": " + differences.front().what;
}

TEST(VerdictDifference, EqualVerdictsHaveNone) {
  const ModuleVerdict verdict = module_of({failed("Mean.A", "got 3", "it was not divided"), failed("Mean.B", "got 4")});
  EXPECT_TRUE(verdict_differences(verdict, verdict).empty());
}

TEST(VerdictDifference, SecondsAndOutputAreNobodysVerdict) {
  ModuleVerdict graded = module_of({failed("Mean.A", "got 3")});
  graded.tasks[0].tests[0].seconds = 1;
  graded.tasks[0].tests[0].output = "hello";
  EXPECT_TRUE(verdict_differences(module_of({failed("Mean.A", "got 3")}), graded).empty());
}

TEST(VerdictDifference, EachPartIsCompared) {
  const ModuleVerdict ordinary = module_of({failed("Mean.A", "got 3", "it was not divided")});
  EXPECT_EQ(only_difference(ordinary, module_of({failed("Mean.A", "got 5", "it was not divided")})),
            "modules/02_means/tests/mean_test.cpp: Mean.A: message \"got 3\" in an ordinary run, \"got 5\" when it is "
            "graded");
  EXPECT_EQ(only_difference(ordinary, module_of({failed("Mean.A", "got 3")})),
            "modules/02_means/tests/mean_test.cpp: Mean.A: mistake \"it was not divided\" in an ordinary run, nothing "
            "when it is graded");
  ModuleVerdict passed = ordinary;
  passed.tasks[0].tests[0].status = TestStatus::passed;
  EXPECT_EQ(only_difference(ordinary, passed),
            "modules/02_means/tests/mean_test.cpp: Mean.A: status failed in an ordinary run, passed when it is graded");
  EXPECT_EQ(only_difference(ordinary, module_of(ordinary.tasks[0].tests, 10)),
            "modules/02_means/src/mean.cpp: task mean: points 0 in an ordinary run, 10 when it is graded");
}

TEST(VerdictDifference, ATestThatOnlyOneSideHasIsFound) {
  const ModuleVerdict both = module_of({failed("Mean.A", "got 3"), failed("Mean.B", "got 4")});
  const ModuleVerdict one = module_of({failed("Mean.A", "got 3")});
  EXPECT_EQ(only_difference(both, one),
            "modules/02_means/tests/mean_test.cpp: Mean.B: status failed in an ordinary run, no result when it is "
            "graded");
  EXPECT_EQ(only_difference(one, both),
            "modules/02_means/tests/mean_test.cpp: Mean.B: status no result in an ordinary run, failed when it is "
            "graded");
}

TEST(VerdictDifference, TheLineOfACrashIsAnOrdinaryRunsAlone) {
  ModuleVerdict ordinary =
      module_of({failed("Mean.A", "crashed: SIGSEGV\nat modules/02_means/src/mean.cpp:7 in mean")});
  ModuleVerdict graded = module_of({failed("Mean.A", "crashed: SIGSEGV")});
  EXPECT_EQ(verdict_differences(ordinary, graded).size(), 1U) << "a failure that is no crash keeps its whole message";
  ordinary.tasks[0].tests[0].status = graded.tasks[0].tests[0].status = TestStatus::crashed;
  EXPECT_TRUE(verdict_differences(ordinary, graded).empty());
}

}  // namespace
}  // namespace grader
