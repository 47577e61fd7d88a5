// Where a student goes on: the module worked in last, or the first that is not finished.
#include "commands/next.hpp"

#include <gtest/gtest.h>

#include <chrono>

#include "last_worked.hpp"
#include "skeleton.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

class Next : public ::testing::Test {
 protected:
  void SetUp() override { keep_skeletons(toy_.course); }
  void record(const Module& module, Status status, const std::string& time,
              const std::string& provider = "mine") const {
    Progress(toy_.course).record(verdict_of(module, status, provider), {}, time);
  }
  /// Saves a task's file, at a time counted from now.
  void save(const Module& module, const std::string& text, std::chrono::hours later) const {
    const fs::path file = toy_.course.student_file(module, module.tasks[0]);
    write_text(file, text);
    fs::last_write_time(file, fs::file_time_type::clock::now() + later);
  }
  NextStep next() const { return find_next(toy_.course, Progress(toy_.course)); }
  const Module* last() const { return last_worked(toy_.course, Progress(toy_.course)); }
  TemporaryCourse toy_;
};

TEST_F(Next, WithoutAnyWorkItIsTheFirstModule) {
  EXPECT_EQ(last(), nullptr);
  EXPECT_EQ(next().module, &toy_.sums());
  EXPECT_EQ(next().why, "");
}

TEST_F(Next, StaysInTheModuleThatWasCheckedLastAndSaysWhy) {
  record(toy_.means(), Status::failed, "2024-02-29T12:00:00.000Z");
  EXPECT_EQ(next().module, &toy_.means());
  EXPECT_TRUE(contains(next().why, "worked there last")) << next().why;
  EXPECT_TRUE(contains(next().why, "module 01 is not finished")) << next().why;
  TextTerminal out;
  run_next(toy_.course, {out.terminal});
  EXPECT_TRUE(contains(out.text(), "worked there last")) << out.text();
  record(toy_.sums(), Status::failed, "2024-02-29T12:00:00.001Z");
  EXPECT_EQ(next().module, &toy_.sums());
  EXPECT_EQ(next().why, "") << "the first one too, so there is nothing to say";
}

TEST_F(Next, GoesToTheFirstUnfinishedOneWhenTheLastIsDone) {
  record(toy_.means(), Status::passed, "2024-02-29T12:00:00.000Z");
  EXPECT_EQ(next().module, &toy_.sums());
  EXPECT_TRUE(contains(next().why, "module 02, where you worked last, is done")) << next().why;
}

TEST_F(Next, ASaveCountsWhenItChangedSomething) {
  record(toy_.sums(), Status::failed, "2024-02-29T12:00:00.000Z");
  save(toy_.means(), skeleton_of("mean"), std::chrono::hours(2));
  EXPECT_EQ(last(), &toy_.sums()) << "a skeleton that was touched is no work";
  save(toy_.means(), "my mean", std::chrono::hours(1));
  EXPECT_EQ(last(), &toy_.means());
  record(toy_.means(), Status::failed, "2024-02-29T11:00:00.000Z");
  EXPECT_EQ(last(), &toy_.sums()) << "the save was checked, and that check is older";
  save(toy_.sums(), "my add", std::chrono::hours(-200'000));
  record(toy_.means(), Status::failed, "2024-02-29T13:00:00.000Z");
  EXPECT_EQ(last(), &toy_.means()) << "an old save does not outweigh a new check";
}

TEST_F(Next, WorkIsWhatDiffersFromTheCopyOfTheFirstRun) {
  EXPECT_EQ(last(), nullptr);
  save(toy_.means(), skeleton_of("mean") + "// a first line\n", std::chrono::hours(0));
  EXPECT_EQ(last(), &toy_.means());
}

TEST_F(Next, FinishedWorkInAFreshCloneSaysNothingOfWhereItsOwnerWorks) {
  fs::remove_all(toy_.path() / ".grader");
  save(toy_.means(), "my mean", std::chrono::hours(0));
  keep_skeletons(toy_.course);
  EXPECT_EQ(last(), nullptr) << "every file of a clone is as new as the others";
}

TEST_F(Next, ASweepAndTheReferenceAreNoSignOfWork) {
  record(toy_.sums(), Status::failed, "2024-02-29T12:00:00.000Z");
  record(toy_.sums(), Status::failed, "2024-02-29T13:00:00.000Z");
  record(toy_.means(), Status::failed, "2024-02-29T13:00:00.000Z");
  EXPECT_EQ(last(), &toy_.sums()) << "two modules at one time are a check --all";
  record(toy_.means(), Status::passed, "2024-02-29T14:00:00.000Z", "reference");
  EXPECT_EQ(last(), &toy_.sums());
}

}  // namespace
}  // namespace grader::testing
