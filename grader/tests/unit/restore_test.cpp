// `grader restore` with the name of a module or task.
#include "commands/restore.hpp"

#include <gtest/gtest.h>

#include "backup.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

class Restore : public ::testing::Test {
 protected:
  void keep(const std::string& backup, const std::string& file, const std::string& text) {
    write_text(toy_.path() / ".grader/backups" / backup / "modules" / file, text);
  }
  std::string restore(const std::string& what, const std::string& file = "") const {
    TextTerminal out;
    EXPECT_EQ(run_restore(toy_.course, {what, file, out.terminal}), ExitStatus::passed);
    return out.text();
  }
  std::string refusal(const std::string& what) const {
    TextTerminal out;
    try {
      run_restore(toy_.course, {what, "", out.terminal});
    } catch (const UsageError& error) {
      return error.what();
    }
    return "no refusal";
  }
  std::string add() { return text_of(toy_.add_file()); }
  std::string scale() { return text_of(toy_.course.student_file(toy_.sums(), toy_.sums().tasks[1])); }
  TemporaryCourse toy_;
};

TEST_F(Restore, ATaskComesOutOfTheNewestBackupThatHoldsIt) {
  keep("2024-02-29T10-00-00Z", "01_sums/src/add.cpp", "old add");
  keep("2024-02-29T11-00-00Z", "01_sums/src/add.cpp", "new add");
  keep("2024-02-29T11-00-00Z", "01_sums/src/scale.cpp", "new scale");
  keep("2024-02-29T12-00-00Z", "01_sums/src/scale.cpp", "newest scale");
  const std::string text = restore("1.1");
  EXPECT_EQ(add(), "new add");
  EXPECT_EQ(scale(), skeleton_of("scale")) << "only the task was asked for";
  EXPECT_TRUE(contains(text, "From .grader/backups/2024-02-29T11-00-00Z/")) << text;
  EXPECT_TRUE(contains(text, "modules/01_sums/src/add.cpp is back")) << text;
}

TEST_F(Restore, ATaskIsKnownByItsNameAndAModuleToo) {
  keep("2024-02-29T10-00-00Z", "01_sums/src/scale.cpp", "my scale");
  keep("2024-02-29T11-00-00Z", "02_means/src/mean.cpp", "my mean");
  restore("scale");
  EXPECT_EQ(scale(), "my scale");
  restore("means");
  EXPECT_EQ(text_of(toy_.course.student_file(toy_.means(), toy_.means().tasks[0])), "my mean");
  EXPECT_EQ(add(), skeleton_of("add"));
}

TEST_F(Restore, AModuleLeavesWhatWasSavedMeanwhile) {
  keep("2024-02-29T10-00-00Z", "01_sums/src/add.cpp", "before");
  keep("2024-02-29T10-00-00Z", "01_sums/src/add.cpp.saved-meanwhile", "meanwhile");
  restore("sums");
  EXPECT_EQ(add(), "before");
}

TEST_F(Restore, ANumberThatMayMeanTwoThingsIsRefusedWithBoth) {
  keep("2024-02-29T10-00-00Z", "02_means/src/mean.cpp", "my mean");
  keep("2024-02-29T11-00-00Z", "02_means/src/mean.cpp", "my second mean");
  const std::string text = refusal("2");
  for (const char* part : {"grader restore 2024-02-29T10-00-00Z", "grader restore means", "2024-02-29T11-00-00Z"}) {
    EXPECT_TRUE(contains(text, part)) << part << "\nis not in\n" << text;
  }
  restore("1");
  EXPECT_EQ(text_of(toy_.course.student_file(toy_.means(), toy_.means().tasks[0])), "my second mean")
      << "module 01 has no backup, so 1 is a number";
}

TEST_F(Restore, ATaskOfTwoModulesIsRefusedWithBoth) {
  toy_.course.modules[1].tasks[0].name = "add";
  keep("2024-02-29T10-00-00Z", "02_means/src/add.cpp", "mine");
  EXPECT_TRUE(contains(refusal("add"), "1.1 or 2.1")) << refusal("add");
}

TEST_F(Restore, WhatIsNotThereIsSaid) {
  EXPECT_TRUE(contains(refusal("1.1"), "no backups yet")) << refusal("1.1");
  keep("2024-02-29T10-00-00Z", "01_sums/src/scale.cpp", "my scale");
  EXPECT_TRUE(contains(refusal("1.1"), "no backup holds a file of 1.1")) << refusal("1.1");
  EXPECT_TRUE(contains(refusal("scael"), "Did you mean scale?")) << refusal("scael");
}

}  // namespace
}  // namespace grader::testing
