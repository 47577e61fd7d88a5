// A newer edition comes, and no line of a student's is lost.
#include "edition/edition_update.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>
#include <set>

#include "../json_schema.hpp"
#include "backup.hpp"
#include "commands/update.hpp"
#include "edition/archive.hpp"
#include "edition/edition_source.hpp"
#include "edition/sha256.hpp"
#include "errors.hpp"
#include "skeleton.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

const std::string add = "modules/01_sums/src/add.cpp";
const std::string scale = "modules/01_sums/src/scale.cpp";
const std::string sums_test = "modules/01_sums/tests/add_test.cpp";
const std::string lesson = "modules/01_sums/LESSON.md";
const std::string mean = "modules/02_means/src/mean.cpp";

EditionRecord record_of(const FileTexts& texts) {
  EditionRecord record;
  record.name = "Test";
  record.digest = std::string(64, '0');
  record.created = "2026-03-01T00:00:00Z";
  std::set<std::string> modules;
  for (const auto& [path, text] : texts) {
    record.files[path] = sha256(text);
    if (path.find("/src/") != std::string::npos && path.starts_with("modules/")) record.skeletons[path] = sha256(text);
    if (const std::string module = module_of(path); !module.empty()) modules.insert(module);
  }
  record.modules.assign(modules.begin(), modules.end());
  return record;
}

FileTexts first_edition() {
  return {{add, "todo(add)"},   {scale, "todo(scale)"},        {sums_test, "test 1"},    {lesson, "lesson 1"},
          {mean, "todo(mean)"}, {"modules/course.cmake", "1"}, {"old.txt", "gone soon"}, {"edited.txt", "original"}};
}

/// Two editions and the folder of a student who has the first.
class Update : public ::testing::Test {
 protected:
  void SetUp() override {
    put(student(), first_edition());
    texts = first_edition();
  }

  static void put(const fs::path& folder, const FileTexts& files) {
    for (const auto& [path, text] : files) write_text(folder / path, text);
    write_text(folder / edition_record_name, to_json(record_of(files)));
  }
  fs::path student() const { return folder_.path() / "student"; }
  fs::path newer() const { return folder_.path() / "newer"; }
  std::string mine(const std::string& path) const { return text_of(student() / path); }
  bool there(const std::string& path) const { return fs::exists(student() / path); }

  std::string run(bool dry_run = false) {
    fs::remove_all(newer());
    put(newer(), texts);
    TextTerminal output;
    EXPECT_EQ(run_update({student(), newer().string(), dry_run, output.terminal}), ExitStatus::passed);
    return output.text();
  }
  std::vector<Backup> backups() const { return BackupStore(student()).list(); }

  FileTexts texts;  ///< of the newer edition

 private:
  TemporaryFolder folder_;
};

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

TEST_F(Update, AfterAKillAtAnyFileItCompletes) {
  texts[lesson] = "lesson 2";
  texts[add] = "todo(add), better";
  texts[sums_test] = "test 2";
  texts["zz.txt"] = "new";
  texts.erase("old.txt");
  const EditionRecord old = record_of(first_edition());
  const EditionRecord fresh = record_of(texts);
  write_text(student() / scale, "my work");
  write_text(student() / sums_test, "made easier");
  const std::size_t steps = plan_update(student(), old, fresh).size();
  ASSERT_GE(steps, 5U);
  for (std::size_t done = 0; done <= steps; ++done) {
    fs::remove_all(student());
    put(student(), first_edition());
    write_text(student() / scale, "my work");
    write_text(student() / sums_test, "made easier");
    std::vector<PlannedChange> part = plan_update(student(), old, fresh);
    part.resize(done);
    apply_update(student(), part, fresh, texts);
    write_text(student() / edition_record_name, to_json(old));  // it is written last, so a kill leaves the old one
    run();
    for (const auto& [path, text] : texts) EXPECT_EQ(mine(path), path == scale ? "my work" : text) << path << done;
    EXPECT_FALSE(there("old.txt"));
    ASSERT_EQ(backups().size(), 1U) << done;
  }
}

TEST_F(Update, AWriteThatFailsLeavesTheOlderEdition) {
  texts["a.txt"] = "written before the fault";
  texts[lesson] = "lesson 2";
  put(newer(), texts);
  // No link below the course is followed for writing.
  fs::rename(student() / "modules/01_sums", student() / "elsewhere");
  fs::create_directory_symlink(student() / "elsewhere", student() / "modules/01_sums");
  TextTerminal output;
  EXPECT_THROW(run_update({student(), newer().string(), false, output.terminal}), EnvironmentError);
  EXPECT_EQ(mine("elsewhere/LESSON.md"), "lesson 1");
  EXPECT_EQ(read_edition_record(student())->files, record_of(first_edition()).files);
  fs::remove(student() / "modules/01_sums");
  fs::rename(student() / "elsewhere", student() / "modules/01_sums");
  run();
  EXPECT_EQ(mine(lesson), "lesson 2");
  EXPECT_EQ(mine("a.txt"), "written before the fault");
}

TEST_F(Update, RefusesWhatIsNoWholeEdition) {
  TextTerminal output;
  const auto update_from = [&](const fs::path& edition) {
    return [&, edition] { run_update({student(), edition.string(), false, output.terminal}); };
  };
  EXPECT_THROW(update_from(newer())(), UsageError) << "there is no such folder";
  put(newer(), texts);
  write_text(newer() / add, "somebody worked here");
  EXPECT_THROW(update_from(newer())(), UsageError);
  fs::remove(newer() / add);
  EXPECT_THROW(update_from(newer())(), UsageError);
  EditionRecord record = record_of(texts);
  record.files["../outside.txt"] = sha256("x");
  write_text(newer() / edition_record_name, to_json(record));
  EXPECT_THROW(update_from(newer())(), UsageError) << "a path leaves the folder";
  fs::remove(student() / edition_record_name);
  EXPECT_THROW(update_from(newer())(), UsageError) << "the copy is no edition";
}

TEST_F(Update, ReadsAnArchiveOfAFolderOrOfWhatIsInIt) {
  texts[lesson] = "lesson 2";
  texts[".clang-format"] = "hidden, and part of it";
  FileTexts packed = texts;
  packed[edition_record_name] = to_json(record_of(texts));
  FileTexts in_folder;
  for (const auto& [path, text] : packed) in_folder["course-2026/" + path] = text;
  for (const ArchiveKind kind : {ArchiveKind::tar_gz, ArchiveKind::zip}) {
    for (const FileTexts* files : {&packed, &in_folder}) {
      const fs::path archive = student().parent_path() / (kind == ArchiveKind::zip ? "e.zip" : "e.tar.gz");
      write_text(archive, pack(kind, *files, 1'700'000'000));
      EXPECT_EQ(read_edition(archive).texts, texts);
    }
  }
  write_text(student().parent_path() / "no.zip", "no archive");
  EXPECT_THROW(read_edition(student().parent_path() / "no.zip"), UsageError);
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

TEST(EditionRecord, FitsItsSchemaAndSurvivesARoundTrip) {
  const EditionRecord record = record_of(first_edition());
  const std::string json = to_json(record);
  for (const std::string& fault : tests::schema_faults(tests::load_schema("edition-1"), nlohmann::json::parse(json))) {
    ADD_FAILURE() << fault;
  }
  const EditionRecord again = edition_record_from(json, "test");
  EXPECT_EQ(again.files, record.files);
  EXPECT_EQ(again.skeletons, record.skeletons);
  EXPECT_EQ(again.modules, record.modules);
  EXPECT_THROW(edition_record_from("{}", "test"), UsageError);
  EXPECT_THROW(edition_record_from("nonsense", "test"), UsageError);
}

TEST(EditionNews, SpeakOfModulesTasksAndParts) {
  FileTexts texts = first_edition();
  const EditionRecord old = record_of(texts);
  EXPECT_TRUE(edition_news(old, old).empty());
  texts[sums_test] = "test 2";
  texts["modules/01_sums/tests/scale_test.cpp"] = "a test more";
  texts["grader/src/main.cpp"] = "int main() {}";
  texts.erase(mean);
  const std::vector<std::string> expected{"module 02_means is no longer part of the course", "the grader changed",
                                          "module 01_sums: the tests of add and scale changed"};
  EXPECT_EQ(edition_news(old, record_of(texts)), expected);
}

}  // namespace
}  // namespace grader::testing
