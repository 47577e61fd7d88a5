// What a suite tells the grader, and how its process ends: docs/pages/suite_protocol.md.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "failures.hpp"
#include "suite_run.hpp"

namespace gu::testing {
namespace {

using nlohmann::json;

/// The line of a test of the fixture, from its own list.
int line_of(const std::string& test) {
  std::istringstream in(run_suite({"--gu-list"}, {.report = false}).output);
  for (std::string line; std::getline(in, line);) {
    const json entry = json::parse(line);
    if (entry.at("test") == test) return entry.at("line").get<int>();
  }
  return -1;
}

std::vector<std::string> kinds(const SuiteRun& run) {
  std::vector<std::string> names;
  for (const json& event : run.events) names.push_back(event.at("event"));
  return names;
}

TEST(Report, OfATestThatPasses) {
  const SuiteRun run = run_tests("Passes.OneComparison");
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_EQ(kinds(run), (std::vector<std::string>{"start", "test_start", "test_end", "done"}));
  EXPECT_EQ(run.only("start"), (json{{"event", "start"}, {"tests", 1}}));
  EXPECT_EQ(run.only("test_start"), (json{{"event", "test_start"}, {"test", "Passes.OneComparison"}}));
  json end = run.only("test_end");
  EXPECT_GE(end.at("seconds").get<double>(), 0);
  EXPECT_LT(end.at("seconds").get<double>(), 5);
  end.erase("seconds");
  EXPECT_EQ(end,
            (json{{"event", "test_end"}, {"test", "Passes.OneComparison"}, {"status", "passed"}, {"message", ""}}));
  EXPECT_EQ(run.only("done"), (json{{"event", "done"}, {"tests", 1}}));
}

// The grader tells by it which test printed what.
TEST(Report, MarksInTheOutputWhereEachTestBegins) {
  EXPECT_EQ(run_tests("Prints.*").output, "\x1EPrints.HalfALine\nhalf a line\x1EPrints.ALine\na line\n");
}

TEST(Report, OfAComparisonThatFails) {
  const SuiteRun run = run_tests("Fails.OneComparison");
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_EQ(kinds(run), (std::vector<std::string>{"start", "test_start", "failure", "test_end", "done"}));
  const json failure = run.only("failure");
  EXPECT_EQ(failure.at("test"), "Fails.OneComparison");
  EXPECT_HOLDS(failure.at("file").get<std::string>(), "fixtures/behaviour_test.cpp");
  EXPECT_EQ(failure.at("line"), line_of("Fails.OneComparison") + 1);
  EXPECT_EQ(failure.at("kind"), "comparison");
  EXPECT_EQ(failure.at("mistake"), "");
  EXPECT_EQ(failure.at("message"),
            "counting_tensor({2, 2})\n"
            "  1 of 4 elements of shape [2, 2] are wrong, the first at index [1, 0]\n"
            "  got       2\n  expected  5\n  rows come first\n");
  EXPECT_EQ(run.only("test_end").at("status"), "failed");
}

TEST(Report, NamesTheMistakeThatTheOutputEqualsAndOnlyThere) {
  const auto failures = run_tests("Fails.WithAMistakeThenWithout").of("failure");
  ASSERT_EQ(failures.size(), 2U);
  EXPECT_EQ(failures[0].at("mistake"), "the sizes were added");
  EXPECT_EQ(failures[1].at("mistake"), "");
}

TEST(Report, NamesTheFirstOfTwoMistakesThatGiveTheSame) {
  EXPECT_EQ(run_tests("Fails.WithTwoMistakesThatGiveTheSame").only("failure").at("mistake"), "the first of two");
}

TEST(Report, NamesMistakesThatAreNaNTextOrAMissingException) {
  EXPECT_EQ(run_tests("Fails.WithAMistakeThatMakesNaN").only("failure").at("mistake"),
            "infinity was subtracted from infinity");
  EXPECT_EQ(run_tests("Fails.WithAMistakeInText").only("failure").at("mistake"), "the axes were swapped");
  EXPECT_EQ(run_tests("Fails.WithAMistakeThatThrowsNothing").only("failure").at("mistake"),
            "the shapes were not checked");
}

TEST(Report, OfGoogleTestsOwnAssertion) {
  const SuiteRun run = run_tests("Fails.OnAnAssertionOfGoogleTest");
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_EQ(run.only("failure").at("kind"), "assertion");
  EXPECT_HOLDS(run.only("failure").at("message").get<std::string>(), "1 > 2");
}

TEST(Report, AComparisonThatPassedSavesNothing) {
  const SuiteRun run = run_tests("Fails.AfterAComparisonThatPassed");
  EXPECT_EQ(run.only("test_end").at("status"), "failed");
  EXPECT_EQ(run.only("failure").at("line"), line_of("Fails.AfterAComparisonThatPassed") + 2);
}

TEST(Report, IsJsonWhateverBytesATestPrints) {
  const json failure = run_tests("Fails.WithBytesThatAreNoText").only("failure");
  EXPECT_HOLDS(failure.at("message").get<std::string>(), "\"quoted\"");
}

TEST(Report, OfATestThatCannotTellAMistakeApart) {
  const SuiteRun run = run_tests("Blind.*");
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_EQ(run.only("failure").at("kind"), "assertion");
  EXPECT_EQ(run.only("failure").at("mistake"), "");
  EXPECT_HOLDS(run.only("failure").at("message").get<std::string>(), "The test is at fault, not you");
}

TEST(Report, OfExceptions) {
  const json standard = run_tests("Throws.AStandardException").only("failure");
  EXPECT_EQ(standard.at("kind"), "exception");
  EXPECT_EQ(
      standard.at("message"),
      "threw an exception that nobody expected here: matmul: expected inner sizes that agree; given [2, 3] and [4, 5]");
  const json other = run_tests("Throws.WhatIsNoException").only("failure");
  EXPECT_EQ(other.at("kind"), "exception");
  EXPECT_EQ(other.at("message"), "threw something that is no std::exception");
  const json memory = run_tests("Throws.ARefusedAllocation").only("failure");
  EXPECT_EQ(memory.at("kind"), "memory");
  EXPECT_EQ(memory.at("message"), "asked for more memory than the test may use (std::bad_alloc)");
}

TEST(Report, OfTasksStillToBeWritten) {
  for (const auto& [test, message] : std::vector<std::pair<std::string, std::string>>{
           {"Throws.Todo", "task 1.1 is still to be written: about 3 lines"},
           {"Throws.TodoWithinAComparison", "task 1.2 is still to be written: about 4 lines"},
           {"Throws.TodoWhereARefusalIsExpected", "task 1.3 is still to be written: about 5 lines"}}) {
    const SuiteRun run = run_tests(test);
    EXPECT_EQ(run.exit_status, 1) << test;
    EXPECT_EQ(run.only("failure").at("kind"), "todo") << test;
    EXPECT_EQ(run.only("failure").at("message"), message);
    EXPECT_EQ(run.only("test_end").at("status"), "failed") << test;
  }
}

TEST(Report, OfASkip) {
  const SuiteRun run = run_tests("Skips.*");
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_EQ(kinds(run), (std::vector<std::string>{"start", "test_start", "test_end", "done"}));
  EXPECT_EQ(run.only("test_end").at("status"), "skipped");
  EXPECT_EQ(run.only("test_end").at("message"), "no accelerator on this machine");
}

TEST(Report, ATestThatComparesNothingFails) {
  for (const std::string test : {"ComparesNothing.AtAll", "ComparesNothing.ExceptByGoogleTest"}) {
    const SuiteRun run = run_tests(test);
    EXPECT_EQ(run.exit_status, 1) << test;
    EXPECT_EQ(kinds(run), (std::vector<std::string>{"start", "test_start", "failure", "test_end", "done"}));
    EXPECT_EQ(run.only("failure").at("test"), test);
    EXPECT_EQ(run.only("failure").at("kind"), "assertion");
    EXPECT_EQ(run.only("failure").at("line"), line_of(test));
    EXPECT_HOLDS(run.only("failure").at("message").get<std::string>(), "it compared nothing");
    EXPECT_EQ(run.only("test_end").at("status"), "failed");
  }
}

TEST(Report, ATestThatComparesNothingFailsWithoutAGraderToo) {
  const SuiteRun run = run_tests("ComparesNothing.AtAll", {.report = false});
  EXPECT_EQ(run.exit_status, 1);
  EXPECT_HOLDS(run.output, "it compared nothing");
  EXPECT_HOLDS(run.output, "[  FAILED  ] ComparesNothing.AtAll");
}

TEST(Report, WhatOneTestComparedDoesNotCountForTheNext) {
  const SuiteRun run = run_tests("Passes.*:ComparesNothing.*");
  const auto ends = run.of("test_end");
  ASSERT_EQ(ends.size(), 4U);
  for (const json& end : ends) {
    const bool empty =
        end.at("test") == "ComparesNothing.AtAll" || end.at("test") == "ComparesNothing.ExceptByGoogleTest";
    EXPECT_EQ(end.at("status"), empty ? "failed" : "passed") << end;
  }
}

TEST(Report, ADetailOfOneTestDoesNotStickToTheNext) {
  const SuiteRun run = run_tests("Fails.WithAMistakeInText:Throws.AStandardException:Passes.*");
  const auto failures = run.of("failure");
  ASSERT_EQ(failures.size(), 2U);
  EXPECT_EQ(failures[0].at("mistake"), "the axes were swapped");
  EXPECT_EQ(failures[1].at("kind"), "exception");
  EXPECT_EQ(failures[1].at("mistake"), "");
  EXPECT_EQ(run.only("done").at("tests"), 3);
}

TEST(Report, ASuiteThatExitsEarlyIsNeverDone) {
  for (const std::string test : {"Exits.Early", "Exits.WithoutCleaningUp"}) {
    const SuiteRun run = run_tests(test);
    EXPECT_EQ(run.exit_status, 0) << test;
    EXPECT_EQ(kinds(run), (std::vector<std::string>{"start", "test_start"})) << test;
  }
}

}  // namespace
}  // namespace gu::testing
