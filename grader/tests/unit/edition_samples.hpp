/// @file
/// A small edition, and a student's folder that has it while a newer one comes.
#pragma once

#include <gtest/gtest.h>

#include <set>
#include <string>
#include <vector>

#include "backup.hpp"
#include "commands/update.hpp"
#include "edition/edition_record.hpp"
#include "edition/sha256.hpp"
#include "temporary_course.hpp"

namespace grader::testing {

inline const std::string add = "modules/01_sums/src/add.cpp";
inline const std::string scale = "modules/01_sums/src/scale.cpp";
inline const std::string sums_test = "modules/01_sums/tests/add_test.cpp";
inline const std::string lesson = "modules/01_sums/LESSON.md";
inline const std::string mean = "modules/02_means/src/mean.cpp";

inline EditionRecord record_of(const FileTexts& texts) {
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

inline FileTexts first_edition() {
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

}  // namespace grader::testing
