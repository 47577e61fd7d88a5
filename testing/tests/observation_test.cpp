#include "gu/testing/observation.hpp"

#include <gtest/gtest.h>

#include <bit>
#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "suite_run.hpp"

namespace gu::testing {
namespace {

using nlohmann::json;

std::vector<double> numbers_of(const json& observation) {
  const std::string bits = observation.at("bits");
  std::vector<double> numbers;
  for (std::size_t at = 0; at + 16 <= bits.size(); at += 16)
    numbers.push_back(std::bit_cast<double>(std::uint64_t{std::stoull(bits.substr(at, 16), nullptr, 16)}));
  return numbers;
}

std::map<std::string, json> by_key(const SuiteRun& run) {
  std::map<std::string, json> found;
  for (const json& observation : run.observations) {
    EXPECT_TRUE(found.emplace(observation.at("key"), observation).second) << "twice: " << observation;
  }
  return found;
}

TEST(Observation, HoldsEveryActualValueUnderItsOwnKey) {
  const SuiteRun run = run_tests("Observed.NumbersAndText", {.observe = true});
  ASSERT_EQ(run.observations.size(), 4U);
  const json& tensor = run.observations[0];
  EXPECT_EQ(tensor.at("key"), "Observed.NumbersAndText#0");
  EXPECT_EQ(tensor.at("shape"), (json{2, 2}));
  EXPECT_EQ(tensor.at("bits"), "3ff0000000000000c0000000000000003fe00000000000000000000000000000");
  EXPECT_EQ(numbers_of(tensor), (std::vector<double>{1, -2, 0.5, 0}));

  const json& scalar = run.observations[1];
  EXPECT_EQ(scalar.at("key"), "Observed.NumbersAndText#1");
  EXPECT_EQ(scalar.at("shape"), json::array());
  EXPECT_EQ(numbers_of(scalar), std::vector<double>{0.1});

  EXPECT_EQ(run.observations[2].at("key"), "Observed.NumbersAndText#2");
  EXPECT_EQ(run.observations[2].at("text"), "[2, 3]");
  EXPECT_EQ(run.observations[3].at("key"), "Observed.NumbersAndText#3");
  EXPECT_EQ(run.observations[3].at("text"), "std::out_of_range: index [7]");
}

TEST(Observation, HoldsWrongValuesToo) {
  const SuiteRun run = run_tests("Observed.WhatIsWrong", {.observe = true});
  ASSERT_EQ(run.observations.size(), 2U);
  const auto numbers = numbers_of(run.observations[0]);
  ASSERT_EQ(numbers.size(), 3U);
  EXPECT_TRUE(std::isnan(numbers[0]));
  EXPECT_EQ(numbers[1], INFINITY);
  EXPECT_EQ(numbers[2], -INFINITY);
  EXPECT_EQ(run.observations[1].at("text"), "an undefined tensor");
}

TEST(Observation, IsTheSameInEveryRunInAnyOrderReportedOrNot) {
  const std::string filter = "--gtest_filter=Observed.*:Random.*:Passes.*:Fails.*";
  const auto once = by_key(run_suite({filter}, {.observe = true}));
  EXPECT_GT(once.size(), 10U);
  EXPECT_EQ(by_key(run_suite({filter}, {.observe = true})), once);
  EXPECT_EQ(by_key(run_suite({filter, "--gtest_shuffle", "--gtest_random_seed=3"}, {.observe = true})), once);
  EXPECT_EQ(by_key(run_suite({filter}, {.report = false, .observe = true})), once);
}

TEST(Observation, OfATestDoesNotDependOnWhichOthersRun) {
  const auto all = by_key(run_tests("Observed.*:Random.*:Passes.*", {.observe = true}));
  for (const auto& [key, observation] : by_key(run_tests("Random.*", {.observe = true})))
    EXPECT_EQ(all.at(key), observation);
}

TEST(Observation, IsWrittenOnlyWhenAskedFor) {
  EXPECT_TRUE(run_tests("Observed.NumbersAndText").observations.empty());
}

}  // namespace
}  // namespace gu::testing
