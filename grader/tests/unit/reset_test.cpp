#include "commands/reset.hpp"

#include <gtest/gtest.h>

#include "backup.hpp"
#include "commands/restore.hpp"
#include "process.hpp"
#include "skeleton.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

class Reset : public ::testing::Test {
 protected:
  /// `who` writes the commit.
  void commit(const std::string& who, const std::string& message) {
    git({"add", "-A"});
    git({"-c", "user.name=" + who, "-c", "user.email=" + who + "@example.org", "commit", "-q", "-m", message});
  }
  void git(std::vector<std::string> arguments) {
    ProcessSpec spec;
    spec.command = {"git", "-C", toy_.path().string()};
    spec.command.insert(spec.command.end(), arguments.begin(), arguments.end());
    spec.without_prefixes = {"GIT_"};
    const ProcessResult result = run_process(spec);
    ASSERT_TRUE(result.ok()) << arguments[0] << ": " << result.output;
  }
  /// A clone of the course: its author committed it, the student is somebody else.
  void make_repository() {
    write_text(toy_.path() / ".gitignore", ".grader\n");
    write_text(toy_.path() / "modules/01_sums/tests/add_test.cpp", "TEST(A, B) {}\n");
    git({"init", "-q"});
    git({"config", "user.email", "student@example.org"});
    commit("author", "The course");
  }
  void write_mine(const std::string& text) { write_text(toy_.add_file(), text); }
  std::string skeleton() { return find_skeleton(toy_.course, toy_.sums(), toy_.add()).content; }
  std::string reset(const std::string& selector) const {
    TextTerminal out;
    EXPECT_EQ(run_reset(toy_.course, {selector, out.terminal}), ExitStatus::passed);
    return out.text();
  }
  std::string restore(const std::string& backup, const std::string& file = "") const {
    TextTerminal out;
    EXPECT_EQ(run_restore(toy_.course, {backup, file, out.terminal}), ExitStatus::passed);
    return out.text();
  }

  void SetUp() override {
    if (find_program("git").empty()) GTEST_SKIP() << "git is not installed";
  }
  TemporaryCourse toy_;
};

TEST_F(Reset, TheStudentsCommitsAreNotTheSkeleton) {
  make_repository();
  write_mine("float add() { /* half */ todo(\"add\", \"1 line\"); }\n");
  commit("student", "half");
  write_mine("float add() { return 1; }\n");
  commit("student", "done");
  EXPECT_EQ(skeleton(), skeleton_of("add"));
}

TEST_F(Reset, AnImprovedSkeletonOfTheCourseIsTaken) {
  make_repository();
  write_mine("float add() { return 1; }\n");
  commit("student", "done");
  write_mine("// clearer\n" + skeleton_of("add"));
  commit("author", "A clearer skeleton");
  write_mine("float add() { return 2; }\n");
  commit("student", "done again");
  EXPECT_EQ(skeleton(), "// clearer\n" + skeleton_of("add"));
}

TEST_F(Reset, AStudentWhoCommittedTheCourseHimselfGetsTheFirstVersion) {
  write_text(toy_.path() / "modules/01_sums/tests/add_test.cpp", "TEST(A, B) {}\n");
  git({"init", "-q"});
  git({"config", "user.email", "student@example.org"});
  commit("student", "the course as I got it");
  write_mine("// half\n" + skeleton_of("add"));
  commit("student", "half");
  EXPECT_EQ(skeleton(), skeleton_of("add"));
}

TEST_F(Reset, WithoutGitTheCopyOfTheFirstRunIsTaken) {
  keep_skeletons(toy_.course);
  write_mine("// half\n" + skeleton_of("add"));
  keep_skeletons(toy_.course);
  EXPECT_EQ(skeleton(), skeleton_of("add"));
}

TEST_F(Reset, ARepositoryThatCameLaterDoesNotCount) {
  keep_skeletons(toy_.course);
  write_mine("// half\n" + skeleton_of("add"));
  git({"init", "-q"});
  git({"config", "user.email", "student@example.org"});
  write_text(toy_.path() / "modules/01_sums/tests/add_test.cpp", "TEST(A, B) {}\n");
  commit("student", "my work so far");
  EXPECT_EQ(skeleton(), skeleton_of("add"));
}

TEST_F(Reset, AnAuthorAtHisOwnMachineGetsWhatTheFirstRunSaw) {
  make_repository();
  write_mine("// clearer\n" + skeleton_of("add"));
  commit("author", "A clearer skeleton");
  git({"config", "user.email", "author@example.org"});
  keep_skeletons(toy_.course);
  write_mine("float add() { return 1; }\n");
  EXPECT_EQ(skeleton(), "// clearer\n" + skeleton_of("add"));
}

TEST_F(Reset, FinishedWorkIsNeverKeptAsASkeleton) {
  write_mine("float add() { return 1; }\n");
  keep_skeletons(toy_.course);
  EXPECT_FALSE(fs::exists(toy_.path() / ".grader/skeletons/modules/01_sums/src/add.cpp"));
  EXPECT_TRUE(fs::exists(toy_.path() / ".grader/skeletons/modules/01_sums/src/scale.cpp"));
  EXPECT_THROW(skeleton(), EnvironmentError) << "neither git nor a copy knows it";
  EXPECT_THROW(reset("1"), EnvironmentError);
  EXPECT_EQ(text_of(toy_.add_file()), "float add() { return 1; }\n") << "and nothing is touched";
}

TEST_F(Reset, AndRestoreBringEverythingBack) {
  keep_skeletons(toy_.course);
  write_mine("my add");
  EXPECT_TRUE(contains(reset("1"), "scale.cpp is the skeleton already"));
  EXPECT_EQ(text_of(toy_.add_file()), skeleton_of("add"));
  write_mine("my second add");
  reset("1.1");
  EXPECT_EQ(BackupStore(toy_.path()).list().size(), 2U);
  EXPECT_TRUE(contains(restore(""), "modules/01_sums/src/add.cpp"));
  restore("2");
  EXPECT_EQ(text_of(toy_.add_file()), "my add");
  restore("2", "add");  // the list has grown: what the restore replaced is now number 1
  EXPECT_EQ(text_of(toy_.add_file()), "my second add");
}

TEST_F(Reset, ADeletedFileComesBack) {
  keep_skeletons(toy_.course);
  fs::remove(toy_.add_file());
  EXPECT_TRUE(contains(reset("1.1"), "the file was missing"));
  EXPECT_EQ(text_of(toy_.add_file()), skeleton_of("add"));
}

TEST_F(Reset, OfTheSkeletonMakesNoBackup) {
  keep_skeletons(toy_.course);
  reset("1");
  EXPECT_TRUE(BackupStore(toy_.path()).list().empty());
  EXPECT_TRUE(contains(restore(""), "no backups"));
}

TEST_F(Reset, UnknownNamesAreUsageErrors) {
  keep_skeletons(toy_.course);
  write_mine("mine");
  reset("1");
  EXPECT_THROW(reset("7"), UsageError);
  EXPECT_THROW(restore("99"), UsageError);
  EXPECT_THROW(restore("1", "nothing.cpp"), UsageError);
}

TEST_F(Reset, ASaveMeanwhileGoesBackOnlyByName) {
  keep_skeletons(toy_.course);
  const fs::path folder = toy_.path() / ".grader/backups/2024-02-29T12-00-00Z/modules/01_sums/src";
  write_text(folder / "add.cpp", "before");
  write_text(folder / "add.cpp.saved-meanwhile", "meanwhile");
  restore("1");
  EXPECT_EQ(text_of(toy_.add_file()), "before");
  restore("2024-02-29T12-00-00Z", "add.cpp.saved-meanwhile");
  EXPECT_EQ(text_of(toy_.add_file()), "meanwhile");
}

}  // namespace
}  // namespace grader::testing
