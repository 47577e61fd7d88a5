#include "progress.hpp"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "sqlite.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

fs::path database_of(const TemporaryCourse& toy) {
  return toy.path() / ".grader" / "progress.sqlite";
}

std::int64_t count(const TemporaryCourse& toy, const std::string& query) {
  Database database(database_of(toy), Database::Mode::read_write);
  Statement statement = database.prepare(query);
  return statement.step() ? statement.integer(0) : -1;
}

std::vector<std::string> files_named(const fs::path& folder, const std::string& part) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (contains(entry.path().filename().string(), part)) names.push_back(entry.path().filename().string());
  }
  return names;
}

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

TEST(Progress, AKillAtAnyMomentLeavesWholeAttempts) {
  const TemporaryCourse toy;
  { Progress make_the_file(toy.course); }
  for (int round = 0; round < 12; ++round) {
    const pid_t child = fork();
    if (child == 0) {
      Progress progress(toy.course);
      for (;;) progress.record(verdict_of(toy.sums(), Status::passed));
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(3 + 5 * round));
    kill(child, SIGKILL);
    waitpid(child, nullptr, 0);
  }
  const Progress progress(toy.course);
  EXPECT_TRUE(progress.is_complete(toy.sums()));
  EXPECT_TRUE(progress.take_warnings().empty());
  const std::int64_t attempts = count(toy, "SELECT count(*) FROM attempts");
  EXPECT_GT(attempts, 0);
  EXPECT_EQ(count(toy, "SELECT count(*) FROM attempt_tasks"), 2 * attempts);
  EXPECT_EQ(count(toy, "SELECT count(*) FROM attempt_files"), 2 * attempts);
  Database database(database_of(toy), Database::Mode::read_write);
  Statement check = database.prepare("PRAGMA integrity_check");
  ASSERT_TRUE(check.step());
  EXPECT_EQ(check.text(0), "ok");
}

TEST(Progress, GradersAtOnceLoseNothing) {
  const TemporaryCourse toy;  // no database yet: they also meet while it is made
  constexpr int graders = 4;
  constexpr int attempts = 25;
  std::vector<pid_t> children;
  children.reserve(graders);
  for (int i = 0; i < graders; ++i) {
    children.push_back(fork());
    if (children.back() == 0) {
      Progress progress(toy.course);
      for (int k = 0; k < attempts; ++k) progress.record(verdict_of(toy.sums(), Status::passed));
      _exit(progress.take_warnings().empty() ? 0 : 1);
    }
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(count(toy, "SELECT count(*) FROM attempts"), graders * attempts);
}

TEST(Progress, AFileThatIsNoDatabaseIsMovedAside) {
  const TemporaryCourse toy;
  write_text(database_of(toy), "this was a database once\n" + std::string(5000, 'x'));
  Progress progress(toy.course);
  const auto warnings = progress.take_warnings();
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_TRUE(contains(warnings[0], "damaged")) << warnings[0];
  EXPECT_TRUE(contains(warnings[0], "grader check --all")) << warnings[0];
  EXPECT_TRUE(progress.keeps());
  progress.record(verdict_of(toy.sums(), Status::passed));
  EXPECT_TRUE(progress.is_complete(toy.sums()));
  const auto aside = files_named(toy.path() / ".grader", "progress.sqlite.damaged-");
  ASSERT_EQ(aside.size(), 1U);
  EXPECT_TRUE(contains(text_of(toy.path() / ".grader" / aside[0]), "this was a database once"));
  EXPECT_TRUE(Progress(toy.course).take_warnings().empty()) << "said once";
}

TEST(Progress, DamageInTheMiddleIsFoundWhenItIsMet) {
  const TemporaryCourse toy;
  {
    Progress progress(toy.course);
    for (int i = 0; i < 60; ++i) progress.record(verdict_of(toy.sums(), Status::passed));
  }
  std::string bytes = text_of(database_of(toy));
  ASSERT_GT(bytes.size(), 20000U);
  std::fill(bytes.begin() + 4096, bytes.end(), '\xA5');  // the first page, with the schema, stays whole
  write_text(database_of(toy), bytes);
  Progress progress(toy.course);
  EXPECT_FALSE(progress.is_complete(toy.sums()));
  progress.record(verdict_of(toy.sums(), Status::passed));
  EXPECT_TRUE(progress.is_complete(toy.sums()));
  EXPECT_EQ(progress.attempts(toy.sums()).size(), 1U);
  EXPECT_FALSE(files_named(toy.path() / ".grader", "damaged").empty());
}

TEST(Progress, ATruncatedFileIsMovedAside) {
  const TemporaryCourse toy;
  {
    Progress progress(toy.course);
    for (int i = 0; i < 60; ++i) progress.record(verdict_of(toy.sums(), Status::passed));
  }
  fs::resize_file(database_of(toy), 6000);
  Progress progress(toy.course);
  progress.record(verdict_of(toy.sums(), Status::passed));
  EXPECT_TRUE(progress.is_complete(toy.sums()));
}

TEST(Progress, AnotherProgramsDatabaseIsKept) {
  const TemporaryCourse toy;
  fs::create_directories(toy.path() / ".grader");
  Database(database_of(toy), Database::Mode::read_write).execute("CREATE TABLE recipes (name TEXT)");
  Progress progress(toy.course);
  EXPECT_TRUE(progress.keeps());
  EXPECT_EQ(files_named(toy.path() / ".grader", "damaged").size(), 1U);
}

TEST(Progress, ANewerGradersDatabaseIsLeftAlone) {
  const TemporaryCourse toy;
  { Progress make_the_file(toy.course); }
  Database(database_of(toy), Database::Mode::read_write).execute("PRAGMA user_version = 99");
  Progress progress(toy.course);
  EXPECT_FALSE(progress.keeps());
  progress.record(verdict_of(toy.sums(), Status::passed));
  const auto warnings = progress.take_warnings();
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_TRUE(contains(warnings[0], "newer grader")) << warnings[0];
  EXPECT_EQ(count(toy, "SELECT count(*) FROM attempts"), 0);
}

TEST(Progress, AFolderThatIsAFileKeepsNothingAndSaysSo) {
  const TemporaryCourse toy;
  write_text(toy.path() / ".grader", "a file");
  Progress progress(toy.course);
  progress.record(verdict_of(toy.sums(), Status::passed));
  EXPECT_FALSE(progress.keeps());
  EXPECT_FALSE(progress.is_complete(toy.sums()));
  const auto warnings = progress.take_warnings();
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_TRUE(contains(warnings[0], "progress is not kept")) << warnings[0];
}

TEST(Progress, AReadOnlyFolderIsStillRead) {
  const TemporaryCourse toy;
  { Progress(toy.course).record(verdict_of(toy.sums(), Status::passed)); }
  for (const auto& entry : fs::recursive_directory_iterator(toy.path())) {
    fs::permissions(entry.path(), entry.is_directory() ? fs::perms(0555) : fs::perms(0444));
  }
  fs::permissions(toy.path(), fs::perms(0555));
  // Permissions bind nobody who is root.
  const int status = in_child([&] {
    if (geteuid() == 0 && (setgid(65534) != 0 || setuid(65534) != 0)) return 50;
    Progress progress(toy.course);
    if (progress.keeps()) return 1;
    progress.record(verdict_of(toy.sums(), Status::failed));
    if (progress.take_warnings().size() != 1) return 2;
    return progress.is_complete(toy.sums()) ? 0 : 3;
  });
  for (const auto& entry : fs::recursive_directory_iterator(toy.path())) {
    if (entry.is_directory()) fs::permissions(entry.path(), fs::perms(0755));
  }
  fs::permissions(toy.path(), fs::perms(0755));
  EXPECT_EQ(status, 0);
}

}  // namespace
}  // namespace grader::testing
