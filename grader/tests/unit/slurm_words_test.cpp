#include "grading/slurm_words.hpp"

#include <gtest/gtest.h>

#include <cstdlib>

#include "process.hpp"

namespace grader {
namespace {

TEST(SlurmWords, AJobIsFoundAmongWarnings) {
  const auto job = read_job("sbatch: warning: 12 hours of maintenance ahead\n4711\n");
  ASSERT_TRUE(job);
  EXPECT_EQ(job->id, "4711");
  EXPECT_EQ(job->cluster, "");
}

TEST(SlurmWords, AJobOfAFederationNamesItsCluster) {
  const auto job = read_job("4711;north\r\n");
  ASSERT_TRUE(job);
  EXPECT_EQ(job->id, "4711");
  EXPECT_EQ(job->cluster, "north");
}

TEST(SlurmWords, NoJobIsMadeOfComplaints) {
  EXPECT_FALSE(read_job(""));
  EXPECT_FALSE(read_job("sbatch: error: Batch job submission failed: Invalid partition name specified\n"));
  EXPECT_FALSE(read_job("12 jobs at once is the limit\n"));
}

TEST(SlurmWords, TheQueueIsReadPastHeadings) {
  const auto tasks = read_queue("CLUSTER: north\n4711|0|RUNNING|None\n\nnonsense\n4711|12|PENDING|Resources\n");
  ASSERT_EQ(tasks.size(), 2U);
  EXPECT_EQ(tasks[0].index, 0U);
  EXPECT_FALSE(tasks[0].waits());
  EXPECT_EQ(tasks[1].job, "4711");
  EXPECT_EQ(tasks[1].index, 12U);
  EXPECT_TRUE(tasks[1].waits());
  EXPECT_EQ(tasks[1].reason, "Resources");
}

TEST(SlurmWords, ALineOfSeveralTasksCountsAsEach) {
  std::vector<std::size_t> found;
  for (const QueuedTask& task : read_queue("7|[3-5,9%2]|PENDING|Priority\n7|10-20:5|PENDING|Priority\n"))
    found.push_back(task.index);
  EXPECT_EQ(found, (std::vector<std::size_t>{3, 4, 5, 9, 10, 15, 20}));
}

TEST(SlurmWords, WhatHasEndedIsNotInTheQueue) {
  for (const char* state : {"COMPLETED", "FAILED", "CANCELLED", "TIMEOUT", "NODE_FAIL", "OUT_OF_MEMORY"})
    EXPECT_TRUE(read_queue(std::string("7|1|") + state + "|None\n").empty()) << state;
  for (const char* state : {"PENDING", "RUNNING", "COMPLETING", "CONFIGURING", "SUSPENDED", "REQUEUED"})
    EXPECT_EQ(read_queue(std::string("7|1|") + state + "|None\n").size(), 1U) << state;
}

TEST(SlurmWords, ARangeWithoutEndIsNoRange) {
  EXPECT_TRUE(
      read_queue("7|0-99999999999999999999|PENDING|x\n7|5-|PENDING|x\n7|1-9:0|PENDING|x\n7|N/A|PENDING|x\n").empty());
}

TEST(SlurmWords, NeighboursBecomeRanges) {
  EXPECT_EQ(index_ranges({0, 1, 2, 3, 7, 9, 10}), "0-3,7,9-10");
  EXPECT_EQ(index_ranges({5}), "5");
  EXPECT_EQ(index_ranges({}), "");
}

TEST(SlurmWords, AShellReadsBackWhatWasQuoted) {
  const std::string odd = "a 'b' $HOME \"c\" `d` \\ \n* ;";
  ProcessSpec spec;
  spec.command = {"sh", "-c", "printf %s " + shell_word(odd)};
  EXPECT_EQ(run_process(spec).output, odd);
}

}  // namespace
}  // namespace grader
