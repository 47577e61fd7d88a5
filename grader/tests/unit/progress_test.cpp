#include "progress.hpp"

#include <gtest/gtest.h>

#include "progress_database.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(ContentHash, IsFnv1a) {
  // http://www.isthe.com/chongo/src/fnv/test_fnv.c
  EXPECT_EQ(content_hash(""), "cbf29ce484222325");
  EXPECT_EQ(content_hash("a"), "af63dc4c8601ec8c");
  EXPECT_EQ(content_hash("foobar"), "85944171f73967e8");
}

TEST(Progress, NothingIsCompleteAtFirst) {
  const TemporaryCourse toy;
  const Progress progress(toy.course);
  EXPECT_TRUE(progress.keeps());
  EXPECT_FALSE(progress.is_complete(toy.sums()));
  EXPECT_FALSE(progress.task(toy.sums(), toy.add()).attempted);
  EXPECT_TRUE(progress.take_warnings().empty());
}

TEST(Progress, APassedModuleIsCompleteUntilAFileChanges) {
  const TemporaryCourse toy;
  Progress progress(toy.course);
  progress.record(verdict_of(toy.sums(), Status::passed));
  EXPECT_TRUE(progress.is_complete(toy.sums()));
  EXPECT_TRUE(Progress(toy.course).is_complete(toy.sums())) << "another process sees it too";
  const std::string before = text_of(toy.add_file());
  write_text(toy.add_file(), before + "// edited\n");
  EXPECT_FALSE(progress.is_complete(toy.sums()));
  EXPECT_TRUE(progress.task(toy.sums(), toy.add()).changed);
  const TaskProgress other = progress.task(toy.sums(), toy.sums().tasks[1]);
  EXPECT_FALSE(other.changed) << "its own file is as it was";
  EXPECT_TRUE(other.module_changed);
  write_text(toy.add_file(), before);
  EXPECT_TRUE(progress.is_complete(toy.sums())) << "the content counts, not the time";
  fs::remove(toy.add_file());
  EXPECT_FALSE(progress.is_complete(toy.sums()));
}

TEST(Progress, TheNewestAttemptCounts) {
  const TemporaryCourse toy;
  Progress progress(toy.course);
  progress.record(verdict_of(toy.sums(), Status::passed));
  progress.record(verdict_of(toy.sums(), Status::failed));
  EXPECT_FALSE(progress.is_complete(toy.sums()));
  EXPECT_EQ(progress.task(toy.sums(), toy.add()).status, Status::failed);
  progress.record(verdict_of(toy.sums(), Status::passed));
  EXPECT_TRUE(progress.is_complete(toy.sums()));
  EXPECT_EQ(progress.attempts(toy.sums()).size(), 3U) << "every attempt is kept";
}

TEST(Progress, TheReferencePassingIsNotTheStudents) {
  const TemporaryCourse toy;
  Progress progress(toy.course);
  progress.record(verdict_of(toy.sums(), Status::passed, "reference"));
  EXPECT_FALSE(progress.is_complete(toy.sums()));
  EXPECT_FALSE(progress.task(toy.sums(), toy.add()).attempted);
}

TEST(Progress, ASaveDuringTheRunDoesNotInheritItsVerdict) {
  const TemporaryCourse toy;
  Progress progress(toy.course);
  const FileHashes before = hash_student_files(toy.course, toy.sums());
  write_text(toy.add_file(), "saved while the tests ran");
  progress.record(verdict_of(toy.sums(), Status::passed), before);
  EXPECT_FALSE(progress.is_complete(toy.sums()));
}

TEST(Progress, TasksCheckedOneByOneAreWholeOnlyOnTheSameFiles) {
  const TemporaryCourse toy;
  Progress progress(toy.course);
  const auto only = [&](std::size_t index) {
    ModuleVerdict verdict = verdict_of(toy.sums(), Status::passed);
    verdict.tasks = {verdict.tasks[index]};
    return verdict;
  };
  progress.record(only(0));
  EXPECT_FALSE(progress.is_complete(toy.sums())) << "scale was never checked";
  EXPECT_FALSE(progress.task(toy.sums(), toy.sums().tasks[1]).attempted);
  progress.record(only(1));
  EXPECT_TRUE(progress.is_complete(toy.sums()));
}

TEST(Progress, AnAttemptKeepsWhatItWasMadeOf) {
  const TemporaryCourse toy;
  Progress progress(toy.course);
  ModuleVerdict verdict = verdict_of(toy.means(), Status::crashed);
  verdict.base = {{"01_sums", "reference"}};
  verdict.tasks[0].tests[0].mistake = "it's 'quoted'; DROP TABLE attempts";
  progress.record(verdict);
  const auto attempts = progress.attempts(toy.means());
  ASSERT_EQ(attempts.size(), 1U);
  EXPECT_EQ(attempts[0].status, Status::crashed);
  EXPECT_EQ(attempts[0].base, verdict.base);
  EXPECT_EQ(attempts[0].possible, 10);
  EXPECT_EQ(attempts[0].files, hash_student_files(toy.course, toy.means()));
  EXPECT_EQ(attempts[0].time.size(), std::string("2024-02-29T12:00:00.000Z").size());
  EXPECT_EQ(count(toy, "SELECT count(*) FROM attempt_tests WHERE mistake LIKE 'it''s%'"), 1);
}

TEST(Progress, HintsAndSolutionsAreRecorded) {
  const TemporaryCourse toy;
  Progress progress(toy.course);
  EXPECT_EQ(progress.hints_used(toy.sums(), toy.add()), 0);
  progress.record_hint(toy.sums(), toy.add(), 1);
  progress.record_hint(toy.sums(), toy.add(), 2);
  EXPECT_EQ(progress.hints_used(toy.sums(), toy.add()), 2);
  EXPECT_EQ(progress.hints_used(toy.sums(), toy.sums().tasks[1]), 0);
  progress.record_solution(toy.sums(), toy.add(), false);
  EXPECT_EQ(count(toy, "SELECT count(*) FROM solutions WHERE passed = 0"), 1);
}

}  // namespace
}  // namespace grader::testing
