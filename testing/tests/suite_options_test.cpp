#include <gtest/gtest.h>

#include <map>
#include <sstream>
#include <string>

#include "failures.hpp"
#include "suite_run.hpp"

namespace gu::testing {
namespace {

using nlohmann::json;

TEST(List, NamesEveryTestWithTaskFileAndLineAndRunsNone) {
  const SuiteRun run = run_suite({"--gu-list"});
  EXPECT_EQ(run.exit_status, 0);
  EXPECT_TRUE(run.events.empty());
  std::istringstream in(run.output);
  std::map<std::string, json> tests;
  for (std::string line; std::getline(in, line);) {
    const json entry = json::parse(line);
    EXPECT_EQ(entry.size(), 4U) << line;
    EXPECT_EQ(entry.at("task"), "behaviour") << line;
    EXPECT_HOLDS(entry.at("file").get<std::string>(), "fixtures/behaviour_test.cpp");
    tests[entry.at("test")] = entry;
  }
  ASSERT_TRUE(tests.count("Passes.OneComparison") == 1 && tests.count("Crashes.Aborting") == 1) << run.output;
  EXPECT_GT(tests["Crashes.Aborting"].at("line"), tests["Passes.OneComparison"].at("line"));
  EXPECT_GT(tests.size(), 20U);
}

TEST(Options, AnUnknownOneIsRefusedBeforeAnyTestRuns) {
  const SuiteRun run = run_suite({"--gu-sede=1"});
  EXPECT_EQ(run.exit_status, 2);
  EXPECT_TRUE(run.events.empty());
  EXPECT_HOLDS(run.errors, "unknown option --gu-sede=1; known: --gu-list, --gu-seed=N");
  EXPECT_EQ(run_suite({"stray"}).exit_status, 2);
  EXPECT_EQ(run_suite({"--gtest_no_such_option=1"}).exit_status, 2);
}

TEST(Options, ANumberThatIsNoneIsRefused) {
  for (const std::string text : {"", "x", "1x", "-1", " 1", "+1", "1.5", "99999999999999999999"}) {
    const SuiteRun run = run_suite({"--gu-seed=" + text});
    EXPECT_EQ(run.exit_status, 2) << text;
    EXPECT_TRUE(run.events.empty()) << text;
    EXPECT_HOLDS(run.errors, "--gu-seed=" + text + ": expected a number");
  }
  EXPECT_EQ(run_suite({"--gu-seed=18446744073709551615", "--gtest_filter=Passes.*"}).exit_status, 0);
}

/// The bits of the random tensor that the fixture draws.
std::string drawn(const std::vector<std::string>& arguments) {
  std::vector<std::string> all{"--gtest_filter=Random.*"};
  all.insert(all.end(), arguments.begin(), arguments.end());
  const SuiteRun run = run_suite(all, {.observe = true});
  EXPECT_EQ(run.exit_status, 0);
  return run.observations.at(0).at("bits");
}

TEST(Seed, ChangesRandomInputsAndNothingElseDoes) {
  EXPECT_EQ(drawn({"--gu-seed=1"}), drawn({"--gu-seed=1"}));
  EXPECT_NE(drawn({"--gu-seed=1"}), drawn({"--gu-seed=2"}));
  EXPECT_EQ(drawn({}), drawn({"--gu-seed=20240229"}));
  EXPECT_EQ(drawn({}), drawn({"--gtest_shuffle", "--gtest_random_seed=7"}));
}

}  // namespace
}  // namespace gu::testing
