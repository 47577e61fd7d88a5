// The Slurm executor against commands that play Slurm. The real one: ../slurm/.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <csignal>
#include <map>

#include "errors.hpp"
#include "grading/executors.hpp"
#include "grading/slurm_claim.hpp"
#include "grading/work_list.hpp"
#include "process.hpp"
#include "temporary_course.hpp"

namespace grader {
namespace {

using namespace std::chrono_literals;
using testing::contains;
using testing::text_of;
using testing::write_text;
namespace fs = std::filesystem;

/// sbatch, squeue and scancel as scripts on the PATH; each writes what it was told to FOLDER/told.
class PlayedSlurm : public ::testing::Test {
 protected:
  PlayedSlurm() : path_(std::getenv("PATH")) {
    fs::create_directories(bin());
    setenv("PATH", (bin().string() + ":" + path_).c_str(), 1);
    setenv("PLAY", folder_.path().c_str(), 1);
    play("scontrol", "echo 'MaxArraySize            = 1001'");
    play("scancel", "");
    plan_.grader = "/opt/grader";
    plan_.course = folder_.path();
    plan_.into = folder_.path() / "into";
    plan_.workers = 0;
    for (const char* part : {"outcomes", "logs"}) fs::create_directories(plan_.into / part);
  }
  ~PlayedSlurm() override {
    setenv("PATH", path_.c_str(), 1);
    unsetenv("PLAY");
  }

  fs::path bin() const { return folder_.path() / "bin"; }
  void play(const std::string& program, const std::string& script) {
    write_text(bin() / program, "#!/bin/sh\necho " + program + " \"$@\" >>\"$PLAY/told\"\n" + script + "\n");
    chmod((bin() / program).c_str(), 0755);
  }
  void add(const std::string& name) {
    items_.push_back({folder_.path() / name, plan_.into / "outcomes" / (std::to_string(items_.size()) + ".json"),
                      plan_.into / "logs" / (std::to_string(items_.size()) + ".txt")});
  }
  void run() {
    SlurmExecutor({5ms, 5ms, 60s}).run(plan_, items_, [this](const WorkItem& item, const std::string& fault) {
      EXPECT_EQ(ended_.count(item.submission.filename()), 0U) << "an item ended twice";
      ended_[item.submission.filename()] = fault;
    });
  }
  std::string told() const { return text_of(folder_.path() / "told"); }
  /// Words that sbatch was called with, one call a line.
  std::string submissions() const {
    std::string lines;
    std::istringstream all(told());
    for (std::string line; std::getline(all, line);) {
      if (line.rfind("sbatch", 0) == 0) lines += line + "\n";
    }
    return lines;
  }

  testing::TemporaryFolder folder_;
  std::string path_;
  WorkPlan plan_;
  std::vector<WorkItem> items_;
  std::map<std::string, std::string> ended_;
};

TEST_F(PlayedSlurm, EveryItemEndsWhenItsOutcomeIsThere) {
  add("ada");
  add("bob");
  play("sbatch", "echo '{}' >\"$PLAY/into/outcomes/0.json\"; echo '{}' >\"$PLAY/into/outcomes/1.json\"; echo 7");
  play("squeue", "");
  plan_.workers = 5;
  plan_.sbatch = {"--partition=teaching", "--array=9"};
  run();
  EXPECT_EQ(ended_, (std::map<std::string, std::string>{{"ada", ""}, {"bob", ""}}));
  // The instructor's words come before ours, and in sbatch the last one counts.
  const std::string line = submissions();
  EXPECT_TRUE(contains(line, "--partition=teaching"));
  EXPECT_GT(line.rfind("--array=0-1%5"), line.find("--array=9"));
  EXPECT_FALSE(contains(told(), "scancel"));
}

TEST_F(PlayedSlurm, AnItemWithoutOutcomeIsTriedTwiceAndThenAFault) {
  add("ada");
  add("bob");
  play("sbatch", R"(echo x >>"$PLAY/tries"; echo '{}' >"$PLAY/into/outcomes/0.json"
    job=$(wc -l <"$PLAY/tries"); echo "no compiler on node $job" >"$PLAY/into/slurm/1/${job}_1.txt"; echo $job)");
  play("squeue", "echo 'slurm_load_jobs error: Invalid job id specified' >&2; exit 1");
  run();
  EXPECT_EQ(ended_.at("ada"), "");
  EXPECT_TRUE(contains(ended_.at("bob"), "task 2_1 ended without a result")) << ended_.at("bob");
  EXPECT_EQ(text_of(folder_.path() / "tries"), "x\nx\n");
  EXPECT_TRUE(contains(submissions(), "--array=1 ")) << "the second try is of the lost item alone: " << submissions();
  EXPECT_EQ(text_of(items_[1].log), "no compiler on node 1\nno compiler on node 2\n");
}

TEST_F(PlayedSlurm, ATaskInTheQueueIsNotLostHoweverLongItTakes) {
  add("ada");
  play("sbatch", "echo 7");
  play("squeue", R"(echo x >>"$PLAY/asked"
    if [ $(wc -l <"$PLAY/asked") -gt 6 ]; then echo '{}' >"$PLAY/into/outcomes/0.json"; else echo '7|0|RUNNING|None'; fi)");
  run();
  EXPECT_EQ(ended_.at("ada"), "");
  EXPECT_EQ(submissions().find("sbatch", 1), std::string::npos) << "submitted more than once";
}

TEST_F(PlayedSlurm, AQueueThatDoesNotAnswerLosesNothing) {
  add("ada");
  play("sbatch", "echo 7");
  play("squeue", R"(echo x >>"$PLAY/asked"
    if [ $(wc -l <"$PLAY/asked") -gt 6 ]; then echo '{}' >"$PLAY/into/outcomes/0.json"; fi
    echo 'slurm_load_jobs error: Unable to contact slurm controller' >&2; exit 1)");
  run();
  EXPECT_EQ(ended_.at("ada"), "");
  EXPECT_EQ(submissions().find("sbatch", 1), std::string::npos) << "submitted more than once";
}

TEST_F(PlayedSlurm, TheReasonOfAJobThatNeverStartsIsTold) {
  add("ada");
  play("sbatch", "echo 7");
  play("squeue", R"(echo x >>"$PLAY/asked"
    if [ $(wc -l <"$PLAY/asked") -gt 6 ]; then echo '{}' >"$PLAY/into/outcomes/0.json"; else echo '7|0|PENDING|JobHeldUser'; fi)");
  ::testing::internal::CaptureStderr();
  SlurmExecutor({5ms, 5ms, 1ms}).run(plan_, items_, [](const WorkItem&, const std::string&) {});
  const std::string said = ::testing::internal::GetCapturedStderr();
  EXPECT_TRUE(contains(said, "JobHeldUser")) << said;
}

TEST_F(PlayedSlurm, CtrlCCancelsExactlyWhatWasSubmitted) {
  add("ada");
  play("sbatch", "echo 7");
  // Another job of the same user is in the queue, and Ctrl-C comes while it is looked at.
  play("squeue", "echo '7|0|RUNNING|None'; echo '8|0|RUNNING|None'; kill -INT $PPID; sleep 1");
  EXPECT_THROW(run(), Interrupted);
  EXPECT_TRUE(contains(told(), "scancel 7\n")) << told();
  EXPECT_TRUE(ended_.empty());
}

TEST_F(PlayedSlurm, CtrlCDuringTheSubmissionFindsTheJobByItsName) {
  add("ada");
  play("sbatch", "kill -INT $PPID; sleep 60");
  play("squeue", "echo 41");
  EXPECT_THROW(run(), Interrupted);
  EXPECT_TRUE(contains(told(), "scancel 41\n")) << told();
  const std::string line = submissions();
  const std::size_t at = line.find("--job-name=") + 11;
  EXPECT_TRUE(contains(told(), "--name=" + line.substr(at, line.find(' ', at) - at) + " ")) << told();
}

TEST_F(PlayedSlurm, WhatAKilledGradingLeftRunningIsCancelledByTheNext) {
  add("ada");
  // A grader that was killed has neither removed this file nor kept its lock.
  write_text(plan_.into / "slurm/1/jobs", "grader-1-4711-abc\nteaching\n");
  play("sbatch", "echo '{}' >\"$PLAY/into/outcomes/0.json\"; echo 9");
  play("squeue", "echo 7");
  run();
  EXPECT_EQ(ended_.at("ada"), "");
  EXPECT_TRUE(contains(told(), "squeue --clusters=teaching --noheader --name=grader-1-4711-abc --format=%F\n"))
      << told();
  EXPECT_TRUE(contains(told(), "scancel --clusters=teaching 7\n")) << told();
  EXPECT_LT(told().find("scancel"), told().find("sbatch"));
  EXPECT_FALSE(fs::exists(plan_.into / "slurm/1/jobs"));
  EXPECT_FALSE(fs::exists(plan_.into / "slurm/2/jobs")) << "this grading has ended well and leaves nothing to cancel";
}

TEST_F(PlayedSlurm, JobsOfAGraderThatLivesAreLeftAlone) {
  add("ada");
  fs::create_directories(plan_.into / "slurm/1");
  const SlurmClaim other(plan_.into / "slurm/1", "grader-1-4711-abc");
  play("sbatch", "echo '{}' >\"$PLAY/into/outcomes/0.json\"; echo 9");
  play("squeue", "echo 7");
  run();
  EXPECT_FALSE(contains(told(), "scancel")) << told();
  EXPECT_TRUE(fs::exists(plan_.into / "slurm/1/jobs"));
}

TEST_F(PlayedSlurm, WhereSlurmDoesNotSayWhatRunsTheJobsAreNamed) {
  add("ada");
  write_text(plan_.into / "slurm/1/jobs", "grader-1-4711-abc\n\n");
  play("sbatch", "echo '{}' >\"$PLAY/into/outcomes/0.json\"; echo 9");
  play("squeue", "exit 1");
  ::testing::internal::CaptureStderr();
  run();
  const std::string said = ::testing::internal::GetCapturedStderr();
  EXPECT_TRUE(contains(said, "squeue --name=grader-1-4711-abc")) << said;
  EXPECT_TRUE(fs::exists(plan_.into / "slurm/1/jobs")) << "the next grading asks again";
}

TEST_F(PlayedSlurm, AFileThatNoGraderWroteNamesNoJob) {
  add("ada");
  write_text(plan_.into / "slurm/1/jobs", "somebody elses job\n");
  play("sbatch", "echo '{}' >\"$PLAY/into/outcomes/0.json\"; echo 9");
  play("squeue", "echo 7");
  run();
  EXPECT_FALSE(contains(told(), "scancel")) << told();
}

TEST_F(PlayedSlurm, ARefusalOfSbatchIsToldInItsWords) {
  add("ada");
  play("sbatch", "echo 'sbatch: error: Invalid account or account/partition combination specified' >&2; exit 1");
  play("squeue", "");
  try {
    run();
    FAIL() << "no error";
  } catch (const EnvironmentError& error) {
    EXPECT_TRUE(contains(error.what(), "Invalid account")) << error.what();
    EXPECT_TRUE(contains(error.what(), "--sbatch=")) << error.what();
  }
}

TEST_F(PlayedSlurm, AClassLargerThanAnArrayBecomesSeveral) {
  play("scontrol", "echo 'MaxArraySize            = 2'");
  play("squeue", "");
  play(
      "sbatch",
      R"(for i in 0 1 2; do echo '{}' >"$PLAY/into/outcomes/$i.json"; done; echo x >>"$PLAY/tries"; wc -l <"$PLAY/tries")");
  for (const char* name : {"ada", "bob", "eve"}) add(name);
  run();
  EXPECT_EQ(ended_.size(), 3U);
  std::istringstream lines(submissions());
  std::string first;
  std::string second;
  std::getline(lines, first);
  std::getline(lines, second);
  EXPECT_TRUE(contains(first, "--array=0-1 ") && first.ends_with("task.sh 0")) << first;
  EXPECT_TRUE(contains(second, "--array=0 ") && second.ends_with("task.sh 2")) << second;
}

TEST_F(PlayedSlurm, WithoutSbatchItIsSaidWhatToDo) {
  add("ada");
  setenv("PATH", "/nowhere", 1);
  try {
    run();
    FAIL() << "no error";
  } catch (const EnvironmentError& error) {
    EXPECT_TRUE(contains(error.what(), "sbatch is not on the PATH")) << error.what();
    EXPECT_TRUE(contains(error.what(), "--executor local")) << error.what();
  }
}

TEST(WorkList, OddNamesSurvive) {
  const testing::TemporaryFolder folder;
  const std::vector<std::string> names{"/a b", "/new\nline", "/quote'\"$(x)`y`", "/\xff\xfe", "/%A*?"};
  std::vector<WorkItem> items;
  for (const std::string& name : names) items.push_back({name, "", ""});
  const fs::path list = folder.path() / "items";
  write_text(list, work_list_text(items));
  for (std::size_t i = 0; i < names.size(); ++i) EXPECT_EQ(listed_submission(list, i).string(), names[i]);
  EXPECT_THROW(listed_submission(list, names.size()), UsageError);
  EXPECT_THROW(listed_submission(folder.path() / "no list", 0), UsageError);
}

}  // namespace
}  // namespace grader
