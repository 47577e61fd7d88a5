// What the events of a suite make of its tests.
#include "suite_events.hpp"

#include <gtest/gtest.h>

#include "suite_fold_fixture.hpp"

namespace grader {
namespace {

TEST_F(Fold, KeepsWhatPassed) {
  run(fold, "S.a");
  run(fold, "S.b");
  done(fold);
  fold.end_process(exited(0));
  EXPECT_EQ(of("S.a").status, TestStatus::passed);
  EXPECT_EQ(of("S.b").status, TestStatus::passed);
  EXPECT_DOUBLE_EQ(of("S.a").seconds, 0.5);
  EXPECT_TRUE(fold.remaining().empty());
}

TEST_F(Fold, KeepsTheFirstFailureOfATest) {
  start(fold, "S.a");
  fail(fold, "S.a", "first");
  fail(fold, "S.a", "second");
  end(fold, "S.a", "failed");
  EXPECT_EQ(of("S.a").status, TestStatus::failed);
  EXPECT_EQ(of("S.a").message, "first");
  EXPECT_EQ(of("S.a").mistake, "x");
  EXPECT_EQ(of("S.a").kind, "comparison");
}

TEST_F(Fold, AFailureThatKnowsTheMistakeExplainsBest) {
  start(fold, "S.a");
  fail(fold, "S.a", "first", "");
  fail(fold, "S.a", "second", "the mask was inverted");
  fail(fold, "S.a", "third", "the mask was ignored");
  end(fold, "S.a", "failed");
  EXPECT_EQ(of("S.a").message, "second");
  EXPECT_EQ(of("S.a").mistake, "the mask was inverted");
}

TEST_F(Fold, AFailureOutweighsTheWordPassed) {
  start(fold, "S.a");
  fail(fold, "S.a", "wrong");
  end(fold, "S.a", "passed");
  EXPECT_EQ(of("S.a").status, TestStatus::failed);
}

TEST_F(Fold, AnUnknownStatusIsAFailure) {
  start(fold, "S.a");
  end(fold, "S.a", "splendid");
  EXPECT_EQ(of("S.a").status, TestStatus::failed);
}

TEST_F(Fold, ASkipSaysWhy) {
  start(fold, "S.a");
  end(fold, "S.a", "skipped");
  EXPECT_EQ(of("S.a").status, TestStatus::skipped);
  EXPECT_EQ(of("S.a").message, "m");
}

TEST_F(Fold, TooMuchMemoryTogetherIsToldInWords) {
  start(fold, "S.a");
  ProcessResult stopped = ended(Ending::memory_limit);
  stopped.overrun = "all processes together took more than 64 MiB of memory";
  fold.end_process(stopped);
  EXPECT_EQ(of("S.a").status, TestStatus::failed);
  EXPECT_EQ(of("S.a").kind, "memory");
  EXPECT_EQ(of("S.a").message, "was stopped: all processes together took more than 64 MiB of memory");
}

TEST_F(Fold, AMissingTestRemains) {
  run(fold, "S.a");
  done(fold);
  fold.end_process(exited(0));
  EXPECT_EQ(fold.remaining(), std::vector<std::string>{"S.b"});
  EXPECT_FALSE(fold.ended_early());
}

TEST_F(Fold, ADuplicateFailsTheTest) {
  run(fold, "S.a");
  run(fold, "S.a");
  EXPECT_EQ(of("S.a").status, TestStatus::failed);
  EXPECT_EQ(of("S.a").kind, "duplicate");
}

TEST(FoldRepeated, RepeatedRunsAreNoDuplicates) {
  SuiteFold fold({"S.a"}, 10, 2);
  fold.begin_process();
  run(fold, "S.a");
  run(fold, "S.a");
  EXPECT_EQ(fold.results().at("S.a").status, TestStatus::passed);
  run(fold, "S.a");
  EXPECT_EQ(fold.results().at("S.a").kind, "duplicate");
}

TEST(FoldRepeated, OneFailureOfTwoRunsIsAFailure) {
  SuiteFold fold({"S.a"}, 10, 2);
  fold.begin_process();
  run(fold, "S.a");
  start(fold, "S.a");
  fail(fold, "S.a", "the second time");
  end(fold, "S.a", "failed");
  EXPECT_EQ(fold.results().at("S.a").status, TestStatus::failed);
}

TEST_F(Fold, AResultFromAnEarlierProcessIsADuplicateToo) {
  run(fold, "S.a");
  fold.end_process(exited(0));
  fold.begin_process();
  run(fold, "S.a");
  EXPECT_EQ(of("S.a").kind, "duplicate");
}

TEST_F(Fold, AnUnexpectedTestIsNamedAndNotCounted) {
  run(fold, "S.forged");
  EXPECT_EQ(fold.unexpected(), std::vector<std::string>{"S.forged"});
  EXPECT_EQ(fold.results().count("S.forged"), 0U);
}

TEST_F(Fold, OfAFloodOfStrangersTenAreKept) {
  for (int i = 0; i < 1000; ++i) end(fold, "S" + std::string(1000, 'x') + std::to_string(i));
  EXPECT_EQ(fold.unexpected().size(), 10U);
  EXPECT_LE(fold.unexpected().front().size(), 500U);
}

TEST_F(Fold, OfAFloodOfResultsTheRestIsNotRead) {
  for (int i = 0; i < 1000; ++i) run(fold, "S.a");
  EXPECT_FALSE(fold.event(R"({"event": "test_start", "test": "S.b"})"));
  run(fold, "S.b");
  done(fold);
  fold.end_process(exited(0));
  EXPECT_EQ(of("S.a").kind, "early_exit");
  EXPECT_EQ(of("S.b").kind, "protocol");
  EXPECT_EQ(of("S.b").status, TestStatus::failed);
}

TEST_F(Fold, AnEndlessMessageIsCutBetweenCharacters) {
  start(fold, "S.a");
  std::string long_message = "x";
  for (int i = 0; i < 20'000; ++i) long_message += "\u00e9";  // two bytes each, at odd places
  fail(fold, "S.a", long_message);
  end(fold, "S.a", "failed");
  EXPECT_EQ(of("S.a").message.size(), 19'999U);
  EXPECT_EQ(of("S.a").message, long_message.substr(0, 19'999));
}

// Whoever copies such a line runs out of stack. That this test ends at all is its claim.
TEST_F(Fold, ALineNestedAMillionDeepIsNoEvent) {
  const std::string nested = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  start(fold, "S.a");
  EXPECT_FALSE(fold.event(R"({"event": "crash", "test": "S.a", "signal": 11, "frames": )" + nested + "}"));
  EXPECT_FALSE(fold.event(R"({"event": "test_end", "test": "S.a", "status": "passed", "message": )" + nested + "}"));
  EXPECT_EQ(fold.results().count("S.a"), 0U);
  fail(fold, "S.a", std::string(100, '['));  // brackets in a text are no lists
  end(fold, "S.a", "failed");
  EXPECT_EQ(of("S.a").message, std::string(100, '['));
}

TEST_F(Fold, AResultWithoutABeginningFails) {
  end(fold, "S.a");
  EXPECT_EQ(of("S.a").status, TestStatus::failed);
  EXPECT_EQ(of("S.a").kind, "protocol");
}

TEST_F(Fold, GarbageIsNoEvent) {
  EXPECT_FALSE(fold.event("not json"));
  EXPECT_FALSE(fold.event("[1, 2]"));
  EXPECT_FALSE(fold.event(R"({"event": 7})"));
  EXPECT_FALSE(fold.event(R"({"event": "test_end", "test": ["S.a"]})"));
  EXPECT_EQ(fold.remaining().size(), 2U);
}

TEST_F(Fold, EachTestHasWhatItPrintedThoughEventsComeLater) {
  fold.output("\x1ES.a\none\n\x1ES.b\ntwo\n");
  run(fold, "S.a");
  start(fold, "S.b");
  fold.end_process(ended(Ending::signalled, SIGABRT));
  EXPECT_EQ(of("S.a").output, "one\n");
  EXPECT_EQ(of("S.b").output, "two\n");
}

TEST_F(Fold, KeepsTheEndOfTheOutputInWholeCharacters) {
  start(fold, "S.a");
  std::string printed;
  for (int i = 0; i < 2000; ++i) printed += "\u00e9";  // two bytes each
  fold.output("x" + printed);
  end(fold, "S.a");
  EXPECT_LE(of("S.a").output.size(), 2000U);
  EXPECT_GT(of("S.a").output.size(), 1990U);
  EXPECT_EQ(of("S.a").output.substr(0, 2), "\u00e9");
}

}  // namespace
}  // namespace grader
