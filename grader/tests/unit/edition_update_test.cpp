// A newer edition comes, and no line of a student's is lost.
#include "edition/edition_update.hpp"

#include <gtest/gtest.h>

#include "edition_samples.hpp"
#include "skeleton.hpp"

namespace grader::testing {
namespace {

TEST_F(Update, ReplacesWhatTheStudentLeftAsItWas) {
  texts[lesson] = "lesson 2";
  texts[add] = "todo(add), better";
  texts["modules/03_new/LESSON.md"] = "new";
  texts.erase("old.txt");
  const std::string output = run();
  EXPECT_EQ(mine(lesson), "lesson 2");
  EXPECT_EQ(mine(add), "todo(add), better");
  EXPECT_EQ(mine("modules/03_new/LESSON.md"), "new");
  EXPECT_FALSE(there("old.txt"));
  EXPECT_TRUE(backups().empty());
  EXPECT_EQ(read_edition_record(student())->files, record_of(texts).files);
  EXPECT_TRUE(contains(output, "new module 03_new")) << output;
  EXPECT_TRUE(contains(output, "module 01_sums: the lesson, the skeleton of add changed")) << output;
}

TEST_F(Update, KeepsWhatTheStudentWrote) {
  write_text(student() / add, "my work");
  texts[sums_test] = "test 2";
  run();
  EXPECT_EQ(mine(add), "my work");
  EXPECT_FALSE(there(add + ".new")) << "the skeleton did not change";
  EXPECT_EQ(mine(sums_test), "test 2");
}

TEST_F(Update, PutsANewSkeletonBesideTheStudentsFileAndSaysSo) {
  write_text(student() / add, "my work");
  texts[add] = "todo(add), better";
  const std::string output = run();
  EXPECT_EQ(mine(add), "my work");
  EXPECT_EQ(mine(add + ".new"), "todo(add), better");
  EXPECT_TRUE(contains(output, add)) << output;
}

TEST_F(Update, BacksUpAFileOfTheCourseThatWasEdited) {
  write_text(student() / sums_test, "made easier");
  write_text(student() / "edited.txt", "made mine");
  texts[sums_test] = "test 2";
  texts.erase("edited.txt");
  const std::string output = run();
  EXPECT_EQ(mine(sums_test), "test 2");
  EXPECT_FALSE(there("edited.txt"));
  ASSERT_EQ(backups().size(), 1U);
  const Backup backup = backups()[0];
  ASSERT_EQ(backup.files.size(), 2U);
  const BackupStore store(student());
  EXPECT_EQ(store.read(backup, backup.files[0]), "made mine");
  EXPECT_EQ(store.read(backup, backup.files[1]), "made easier");
  EXPECT_TRUE(contains(output, sums_test)) << output;
}

TEST_F(Update, AnEditedFileOfTheCourseIsReplacedEvenWhereTheEditionsAgree) {
  write_text(student() / sums_test, "made easier");
  run();
  EXPECT_EQ(mine(sums_test), "test 1");
  EXPECT_EQ(backups().size(), 1U);
}

TEST_F(Update, ANewFileNeverOverwritesOneThatStoodThere) {
  write_text(student() / "modules/03_new/LESSON.md", "my notes");
  texts["modules/03_new/LESSON.md"] = "new";
  run();
  EXPECT_EQ(mine("modules/03_new/LESSON.md"), "new");
  ASSERT_EQ(backups().size(), 1U);
}

TEST_F(Update, AModuleThatIsNoLongerPartStays) {
  write_text(student() / mean, "my mean");
  texts.erase(mean);
  const std::string output = run();
  EXPECT_EQ(mine(mean), "my mean");
  EXPECT_TRUE(contains(output, "module 02_means is no longer part")) << output;
  EXPECT_TRUE(contains(output, mean)) << output;
}

TEST_F(Update, WhatIsNobodysStays) {
  write_text(student() / "notes.txt", "mine");
  write_text(student() / ".grader/progress.sqlite", "history");
  texts[lesson] = "lesson 2";
  run();
  EXPECT_EQ(mine("notes.txt"), "mine");
  EXPECT_EQ(mine(".grader/progress.sqlite"), "history");
}

TEST_F(Update, ALinkIsReplacedAndItsTargetKept) {
  write_text(student() / "elsewhere.txt", "far away");
  fs::remove(student() / lesson);
  fs::create_symlink(student() / "elsewhere.txt", student() / lesson);
  texts[lesson] = "lesson 2";
  run();
  EXPECT_EQ(mine("elsewhere.txt"), "far away");
  EXPECT_FALSE(fs::is_symlink(student() / lesson));
  EXPECT_EQ(mine(lesson), "lesson 2");
}

TEST_F(Update, DryRunChangesNothing) {
  write_text(student() / sums_test, "made easier");
  texts[lesson] = "lesson 2";
  const std::string output = run(true);
  EXPECT_EQ(mine(lesson), "lesson 1");
  EXPECT_EQ(mine(sums_test), "made easier");
  EXPECT_EQ(read_edition_record(student())->files, record_of(first_edition()).files);
  EXPECT_TRUE(contains(output, "Nothing was changed")) << output;
}

TEST_F(Update, ASecondTimeThereIsNothingToDo) {
  write_text(student() / add, "my work");
  texts[add] = "todo(add), better";
  run();
  EXPECT_TRUE(contains(run(), "up to date"));
  EXPECT_EQ(mine(add), "my work");
}

TEST_F(Update, ResetFindsTheNewerSkeletonWithoutGit) {
  Course course;
  course.root = student();
  course.modules.push_back(make_module(1, "sums", {{"1.1", "add", 10}}, {}));
  keep_skeletons(course);
  write_text(student() / add, "my work");
  EXPECT_EQ(find_skeleton(course, course.modules[0], course.modules[0].tasks[0]).content, "todo(add)");
  texts[add] = "todo(add), better";
  run();
  EXPECT_EQ(find_skeleton(course, course.modules[0], course.modules[0].tasks[0]).content, "todo(add), better");
}

}  // namespace
}  // namespace grader::testing
