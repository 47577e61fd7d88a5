#include "commands/submit.hpp"

#include <gtest/gtest.h>

#include "edition/edition.hpp"
#include "edition/manifest.hpp"
#include "edition/submission.hpp"
#include "progress.hpp"
#include "skeleton.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

/// A course whose skeletons are known, and what `submit` says of it.
class Submit : public ::testing::Test {
 protected:
  Submit() { keep_skeletons(toy_.course); }

  std::string submit(SubmitOptions options = {}) {
    TextTerminal out;
    options.terminal = out.terminal;
    if (options.student.empty()) options.student = "alice";
    if (options.to.empty()) options.to = box_.path().string();
    EXPECT_EQ(run_submit(toy_.course, options), ExitStatus::passed);
    return out.text();
  }
  std::string refusal(const SubmitOptions& options = {}) {
    try {
      submit(options);
    } catch (const UsageError& error) {
      EXPECT_TRUE(fs::is_empty(box_.path())) << "nothing is written where something is refused";
      return error.what();
    }
    return "";
  }
  Manifest manifest() const {
    const auto everything = [](const std::string&) { return largest_manifest; };
    const TakenFiles taken = read_archive(box_.path() / "alice.tar.gz", everything);
    return read_manifest(taken.files.at(manifest_name)).manifest.value();
  }

  TemporaryCourse toy_;
  TemporaryFolder box_;
};

TEST_F(Submit, PacksOnlyWhatIsBegun) {
  EXPECT_TRUE(contains(refusal(), "nothing is begun yet"));
  write_text(toy_.add_file(), "float add() { return 1; }\n");
  submit();
  const Submission submission = read_submission(toy_.course, box_.path() / "alice.tar.gz");
  EXPECT_EQ(submission.files, (FileContents{{"modules/01_sums/src/add.cpp", "float add() { return 1; }\n"},
                                            {"modules/01_sums/src/scale.cpp", skeleton_of("scale")}}));
  EXPECT_EQ(submission.student, "alice");
}

TEST_F(Submit, ClaimsEachTasksNewestAttempt) {
  write_text(toy_.add_file(), "float add() { return 1; }\n");
  Progress progress(toy_.course);
  progress.record(verdict_of(toy_.sums(), Status::passed));
  // A check of one task, later: it says nothing of the other.
  ModuleVerdict one = verdict_of(toy_.sums(), Status::failed);
  one.tasks[1].status = Status::passed;
  one.tasks[1].earned = 5;
  one.tasks.erase(one.tasks.begin());
  progress.record(one);
  // The reference earns the student nothing.
  progress.record(verdict_of(toy_.sums(), Status::failed, "reference"));
  EXPECT_TRUE(contains(submit(), "15 of 15 points"));
  const Manifest claimed = manifest();
  ASSERT_EQ(claimed.modules.size(), 1U);
  EXPECT_EQ(claimed.modules[0].claimed.earned, 15);
  EXPECT_EQ(claimed.modules[0].claimed.possible, 15);
  EXPECT_EQ(claimed.modules[0].claimed.when, progress.attempts(toy_.sums())[1].time);
  EXPECT_EQ(claimed.edition, edition_digest(toy_.course));
  EXPECT_TRUE(is_utc_time(claimed.created)) << claimed.created;
}

TEST_F(Submit, AModuleIsHandedInWhole) {
  write_text(toy_.add_file(), "float add() { return 1; }\n");
  fs::remove(toy_.course.student_file(toy_.sums(), toy_.sums().tasks[1]));
  EXPECT_TRUE(contains(refusal(), "scale.cpp is missing"));
}

TEST_F(Submit, TakesTheNameThatIsAskedFor) {
  write_text(toy_.add_file(), "float add() { return 1; }\n");
  const auto to = [&](const std::string& name) {
    SubmitOptions options;
    options.to = (box_.path() / name).string();
    return options;
  };
  EXPECT_TRUE(contains(refusal(to("work.rar")), "*.tar.gz or *.zip"));
  submit(to("work.zip"));
  submit(to("work.zip"));
  EXPECT_TRUE(text_of(box_.path() / "work.zip").starts_with("PK"));
  EXPECT_TRUE(fs::exists(box_.path() / "work-2.zip"));
}

TEST_F(Submit, SaysOfAModuleThatWasNeverCheckedThatItsPointsAreNotKnown) {
  write_text(toy_.add_file(), "float add() { return 1; }\n");
  const std::string text = submit();
  EXPECT_TRUE(contains(text, "01 sums: 2 files, points not known yet\n")) << text;
  EXPECT_TRUE(contains(text, "You have not run `grader check 1` here.")) << text;
  EXPECT_FALSE(contains(text, "0 of")) << text;
}

}  // namespace
}  // namespace grader::testing
