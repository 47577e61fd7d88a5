// What the end of a suite's process makes of its tests: exits, signals, limits, contradictions.
#include "suite_end.hpp"

#include <gtest/gtest.h>

#include <csignal>

#include "suite_fold_fixture.hpp"

namespace grader {
namespace {

TEST_F(Fold, AnEarlyExitFailsTheRunningTestWhateverItsStatus) {
  run(fold, "S.a");
  start(fold, "S.b");
  fold.end_process(exited(0));
  EXPECT_TRUE(fold.ended_early());
  EXPECT_EQ(of("S.a").status, TestStatus::passed);
  EXPECT_EQ(of("S.b").status, TestStatus::failed);
  EXPECT_EQ(of("S.b").kind, "early_exit");
}

TEST_F(Fold, AnEarlyExitBetweenTestsFailsTheTestBefore) {
  run(fold, "S.a");
  fold.end_process(exited(0));
  EXPECT_EQ(of("S.a").status, TestStatus::failed);
  EXPECT_EQ(fold.remaining(), std::vector<std::string>{"S.b"});
}

TEST_F(Fold, AnEndBeforeTheFirstTestFailsAll) {
  fold.end_process(exited(0));
  EXPECT_TRUE(fold.never_began());
  EXPECT_EQ(of("S.a").status, TestStatus::failed);
  EXPECT_EQ(of("S.b").status, TestStatus::failed);
}

TEST_F(Fold, ACrashNamesItsSignal) {
  start(fold, "S.a");
  fold.event(R"({"event": "crash", "test": "S.a", "signal": 8, "stack_overflow": false,
                 "frames": [{"object": "/b/provider/01/mine/libx.so", "offset": "0x1a"}]})");
  fold.end_process(ended(Ending::signalled, SIGFPE));
  EXPECT_EQ(of("S.a").status, TestStatus::crashed);
  EXPECT_NE(of("S.a").message.find("SIGFPE"), std::string::npos);
  ASSERT_EQ(fold.frames().at("S.a").size(), 1U);
  EXPECT_EQ(fold.frames().at("S.a").front().offset, "0x1a");
}

TEST_F(Fold, AStackOverflowIsARecursion) {
  start(fold, "S.a");
  fold.event(R"({"event": "crash", "test": "S.a", "signal": 11, "stack_overflow": true, "frames": []})");
  fold.end_process(ended(Ending::signalled, SIGSEGV));
  EXPECT_EQ(of("S.a").message, "ran out of stack: a recursion without end?");
}

TEST_F(Fold, AHangNamesTheLimit) {
  start(fold, "S.a");
  fold.end_process(ended(Ending::wall_clock));
  EXPECT_EQ(of("S.a").status, TestStatus::timed_out);
  EXPECT_NE(of("S.a").message.find("10 s"), std::string::npos);
}

TEST_F(Fold, AFloodNamesTheLimit) {
  start(fold, "S.a");
  fold.end_process(ended(Ending::output_limit));
  EXPECT_EQ(of("S.a").status, TestStatus::failed);
  EXPECT_NE(of("S.a").message.find("8 MiB"), std::string::npos);
}

TEST_F(Fold, AnAbortRepeatsItsLastWords) {
  start(fold, "S.a");
  fold.output("noise\nterminate called after throwing an instance of 'int'\n");
  fold.end_process(ended(Ending::signalled, SIGABRT));
  EXPECT_NE(of("S.a").message.find("\nterminate called after throwing an instance of 'int'"), std::string::npos);
}

TEST_F(Fold, AnExitStatusThatContradictsTheResultsFailsWhatPassed) {
  run(fold, "S.a");
  run(fold, "S.b");
  done(fold);
  fold.end_process(exited(1));
  EXPECT_EQ(of("S.a").kind, "exit_status");
  EXPECT_EQ(of("S.b").status, TestStatus::failed);
}

TEST_F(Fold, AFailureWithExitStatusZeroFailsWhatPassed) {
  run(fold, "S.a");
  start(fold, "S.b");
  fail(fold, "S.b", "wrong");
  end(fold, "S.b", "failed");
  done(fold);
  fold.end_process(exited(0));
  EXPECT_EQ(of("S.a").kind, "exit_status");
  EXPECT_EQ(of("S.b").message, "wrong");
}

TEST_F(Fold, ACrashAfterDoneFailsWhatPassed) {
  run(fold, "S.a");
  run(fold, "S.b");
  done(fold);
  fold.end_process(ended(Ending::signalled, SIGSEGV));
  EXPECT_EQ(of("S.a").status, TestStatus::failed);
}

}  // namespace
}  // namespace grader
