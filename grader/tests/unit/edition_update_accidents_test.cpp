// An update that is killed, that cannot write, that is given no whole edition.
#include <gtest/gtest.h>

#include "edition/archive.hpp"
#include "edition/edition_source.hpp"
#include "edition/edition_update.hpp"
#include "edition_samples.hpp"
#include "errors.hpp"

namespace grader::testing {
namespace {

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

}  // namespace
}  // namespace grader::testing
