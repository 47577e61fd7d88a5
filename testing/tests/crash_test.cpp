// A suite that crashes still says which test did, and where. Under a sanitizer the handlers stand back, because it says
// more.
#include <gtest/gtest.h>

#include <csignal>
#include <string>

#include "failures.hpp"
#include "suite_run.hpp"

namespace gu::testing {
namespace {

using nlohmann::json;

#if defined(GU_SANITIZED)
constexpr bool sanitized = true;
#else
constexpr bool sanitized = false;
#endif

class Crash : public ::testing::Test {
 protected:
  void SetUp() override {
    if (sanitized) GTEST_SKIP() << "AddressSanitizer reports crashes in this build";
  }
};

TEST_F(Crash, NamesTheTestAndTheSignal) {
  const SuiteRun run = run_tests("Passes.*:Crashes.WritingNowhere");
  EXPECT_EQ(run.signal, SIGSEGV);
  const json crash = run.only("crash");
  EXPECT_EQ(crash.at("test"), "Crashes.WritingNowhere");
  EXPECT_EQ(crash.at("signal"), SIGSEGV);
  EXPECT_EQ(crash.at("stack_overflow"), false);
  EXPECT_EQ(run.only("test_end").at("test"), "Passes.OneComparison");  // what came before is kept
  EXPECT_TRUE(run.of("done").empty());
  EXPECT_EQ(run.events.back(), crash);
}

TEST_F(Crash, HasAFrameInTheFunctionThatCrashed) {
  const SuiteRun run = run_tests("Crashes.WritingNowhere");
  const auto said = run.output.find("offset ");
  ASSERT_NE(said, std::string::npos) << run.output;
  const std::uint64_t start = std::stoull(run.output.substr(said + 7));
  const json crash = run.only("crash");
  int within = 0;
  for (const json& frame : crash.at("frames")) {
    EXPECT_EQ(frame.at("object").get<std::string>().front(), '/');
    const std::string offset = frame.at("offset");
    ASSERT_EQ(offset.substr(0, 2), "0x");
    const std::uint64_t at = std::stoull(offset, nullptr, 16);
    if (frame.at("object") == GU_BEHAVIOUR_SUITE && start <= at && at < start + 400) ++within;
  }
  EXPECT_EQ(within, 1) << crash;
}

TEST_F(Crash, RecognisesAStackOverflow) {
  for (const std::string test : {"Crashes.RecursingWithoutEnd", "Crashes.RecursingInLeaps"}) {
    const SuiteRun run = run_tests(test);
    EXPECT_EQ(run.signal, SIGSEGV) << test;
    EXPECT_EQ(run.only("crash").at("test"), test);
    EXPECT_EQ(run.only("crash").at("stack_overflow"), true) << test;
    EXPECT_FALSE(run.only("crash").at("frames").empty()) << test;
  }
}

TEST_F(Crash, ReportsOtherSignals) {
  EXPECT_EQ(run_tests("Crashes.Aborting").only("crash").at("signal"), SIGABRT);
  EXPECT_EQ(run_tests("Crashes.Aborting").signal, SIGABRT);
  const SuiteRun run = run_tests("Crashes.OnAnotherSignal");
  EXPECT_EQ(run.only("crash").at("signal"), SIGFPE);
  EXPECT_EQ(run.only("crash").at("stack_overflow"), false);
  EXPECT_EQ(run.signal, SIGFPE);
}

TEST(CrashOfAnyBuild, IsNeverTakenForAnEndedSuite) {
  for (const std::string test : {"Crashes.WritingNowhere", "Crashes.RecursingWithoutEnd", "Crashes.RecursingInLeaps",
                                 "Crashes.Aborting", "Crashes.OnAnotherSignal"}) {
    const SuiteRun run = run_tests(test);
    EXPECT_NE(run.exit_status, 0) << test;
    EXPECT_EQ(run.only("test_start").at("test"), test);
    EXPECT_TRUE(run.of("test_end").empty()) << test;
    EXPECT_TRUE(run.of("done").empty()) << test;
    EXPECT_EQ(run.of("crash").size(), sanitized ? 0U : 1U) << test;
    if (sanitized && test != "Crashes.OnAnotherSignal" && test != "Crashes.Aborting") {
      // The one or the other sanitizer finds it first.
      EXPECT_TRUE(holds(run.errors, "AddressSanitizer") || holds(run.errors, "runtime error: ")) << run.errors;
    }
  }
}

}  // namespace
}  // namespace gu::testing
