#include <gtest/gtest.h>
#include <sys/stat.h>
#include <csignal>

#include <vector>

#include "errors.hpp"
#include "grade_samples.hpp"
#include "gradebook/gradebook.hpp"

namespace grader::testing {
namespace {

std::int64_t count(const fs::path& folder, const std::string& query) {
  Database database(Gradebook::file_in(folder), Database::Mode::read_write);
  Statement statement = database.prepare(query);
  return statement.step() ? statement.integer(0) : -1;
}

SubmissionGrade numbered(const TemporaryCourse& toy, const std::string& student, int number) {
  return grade_of(student, "digest-" + std::to_string(number), "2026-03-01T18:00:00Z",
                  {module_grade(toy.sums(), {"add"}), module_grade(toy.means(), {"mean"})});
}

TEST(GradebookFile, GradersAtOnceLoseNothing) {
  const TemporaryCourse toy;  // no gradebook yet: they also meet while it is made
  const fs::path folder = toy.path() / "grading";
  constexpr int graders = 2;
  constexpr int attempts = 20;
  std::vector<pid_t> children;
  for (int i = 0; i < graders; ++i) {
    children.push_back(fork());
    if (children.back() == 0) {
      int fault = 0;
      try {
        Gradebook gradebook(folder);
        for (int k = 0; k < attempts; ++k) gradebook.record(numbered(toy, "student-" + std::to_string(i), k));
        // Both record these: the first one wins, and the other one is told.
        for (int k = 0; k < attempts; ++k) gradebook.record(numbered(toy, "shared", k));
        fault = gradebook.take_warnings().empty() ? 0 : 1;
      } catch (const std::exception& error) {
        std::fprintf(stderr, "in the child: %s\n", error.what());
        fault = 2;
      }
      _exit(fault);
    }
  }
  for (const pid_t child : children) {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(status, 0);
  }
  EXPECT_EQ(count(folder, "SELECT count(*) FROM attempts"), (graders + 1) * attempts);
  EXPECT_EQ(count(folder, "SELECT count(*) FROM points"), 3 * (graders + 1) * attempts);
}

TEST(GradebookFile, AKillAtAnyMomentLeavesWholeAttempts) {
  const TemporaryCourse toy;
  const fs::path folder = toy.path() / "grading";
  { Gradebook make_the_file(folder); }
  int recorded = 0;
  for (int round = 0; round < 10; ++round) {
    // The child tells each attempt that record() returned from; at the last one it is killed while it records on.
    int channel[2];
    ASSERT_EQ(pipe(channel), 0);
    const pid_t child = fork();
    if (child == 0) {
      close(channel[0]);
      Gradebook gradebook(folder);
      for (int k = 0; k < 10000; ++k) {
        gradebook.record(numbered(toy, "round-" + std::to_string(round), k));
        if (write(channel[1], "x", 1) != 1) _exit(1);
      }
      _exit(0);
    }
    close(channel[1]);
    char byte = 0;
    for (int k = 0; k <= round; ++k) {
      ASSERT_EQ(read(channel[0], &byte, 1), 1);
      ++recorded;
    }
    kill(child, SIGKILL);
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status));
    close(channel[0]);
  }
  Gradebook gradebook(folder);
  EXPECT_TRUE(gradebook.take_warnings().empty());
  const ClassRecord kept = gradebook.read();
  EXPECT_GE(kept.attempts.size(), static_cast<std::size_t>(recorded)) << "what was reported as recorded is there";
  for (const GradedAttempt& attempt : kept.attempts) EXPECT_EQ(attempt.points.size(), 3U) << "whole or not at all";
  EXPECT_EQ(count(folder, "SELECT count(*) FROM points"), 3 * static_cast<std::int64_t>(kept.attempts.size()));
  Database database(Gradebook::file_in(folder), Database::Mode::read_write);
  Statement check = database.prepare("PRAGMA integrity_check");
  ASSERT_TRUE(check.step());
  EXPECT_EQ(check.text(0), "ok");
}

std::vector<fs::path> moved_aside(const fs::path& folder) {
  std::vector<fs::path> found;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (contains(entry.path().filename().string(), "gradebook.sqlite.damaged-")) found.push_back(entry.path());
  }
  return found;
}

TEST(GradebookFile, WhatIsNoDatabaseIsMovedAside) {
  const TemporaryCourse toy;
  const fs::path folder = toy.path() / "grading";
  write_text(Gradebook::file_in(folder), "these were marks once\n" + std::string(5000, 'x'));
  Gradebook gradebook(folder);
  const auto warnings = gradebook.take_warnings();
  ASSERT_EQ(warnings.size(), 1U);
  EXPECT_TRUE(contains(warnings[0], "damaged")) << warnings[0];
  const auto aside = moved_aside(folder);
  ASSERT_EQ(aside.size(), 1U);
  EXPECT_TRUE(contains(warnings[0], aside[0].filename().string())) << warnings[0];
  EXPECT_TRUE(contains(text_of(aside[0]), "these were marks once"));
  gradebook.record(numbered(toy, "anna", 1));
  EXPECT_TRUE(Gradebook(folder).take_warnings().empty()) << "said once";
  EXPECT_EQ(Gradebook(folder).read().attempts.size(), 1U);
}

TEST(GradebookFile, DamageInTheMiddleIsFoundBeforeAMarkIsRead) {
  const TemporaryCourse toy;
  const fs::path folder = toy.path() / "grading";
  {
    Gradebook gradebook(folder);
    for (int k = 0; k < 20; ++k) gradebook.record(numbered(toy, "anna", k));
  }
  std::string bytes = text_of(Gradebook::file_in(folder));
  ASSERT_GT(bytes.size(), 20000U);
  std::fill(bytes.begin() + 4096, bytes.end(), '\xA5');  // the first page, with the schema, stays whole
  write_text(Gradebook::file_in(folder), bytes);
  Gradebook gradebook(folder);
  EXPECT_EQ(gradebook.take_warnings().size(), 1U);
  EXPECT_EQ(moved_aside(folder).size(), 1U);
  EXPECT_TRUE(gradebook.read().attempts.empty());
}

TEST(GradebookFile, ANewerFormatIsLeftAlone) {
  const TemporaryCourse toy;
  const fs::path folder = toy.path() / "grading";
  { Gradebook gradebook(folder); }
  { Database(Gradebook::file_in(folder), Database::Mode::read_write).execute("PRAGMA user_version = 99"); }
  EXPECT_THROW(Gradebook{folder}, EnvironmentError);
  EXPECT_TRUE(moved_aside(folder).empty());
  EXPECT_EQ(count(folder, "PRAGMA user_version"), 99);
}

TEST(GradebookFile, AnotherProgramsDatabaseIsNotOverwritten) {
  const TemporaryCourse toy;
  const fs::path folder = toy.path() / "grading";
  fs::create_directories(folder);
  { Database(Gradebook::file_in(folder), Database::Mode::read_write).execute("CREATE TABLE theirs (x)"); }
  Gradebook gradebook(folder);
  ASSERT_EQ(moved_aside(folder).size(), 1U);
  Database theirs(moved_aside(folder)[0], Database::Mode::read_write);
  EXPECT_NO_THROW(theirs.prepare("SELECT x FROM theirs").run());
}

TEST(GradebookFile, AFolderThatCannotBeMadeIsNamed) {
  const TemporaryFolder place;
  write_text(place.path() / "file", "x");
  try {
    Gradebook gradebook(place.path() / "file" / "grading");
    FAIL();
  } catch (const EnvironmentError& error) {
    EXPECT_TRUE(contains(error.what(), "--into")) << error.what();
  }
}

}  // namespace
}  // namespace grader::testing
