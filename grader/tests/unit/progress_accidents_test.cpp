// Kills, graders at once, damaged and foreign files, folders that cannot be written: the progress survives or says what it lost.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <csignal>
#include <thread>

#include "progress.hpp"
#include "progress_database.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

std::vector<std::string> files_named(const fs::path& folder, const std::string& part) {
  std::vector<std::string> names;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (contains(entry.path().filename().string(), part)) names.push_back(entry.path().filename().string());
  }
  return names;
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
