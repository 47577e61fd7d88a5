/// The limits of control groups, as this machine's kernel holds them. Where it gives us no group these tests are skipped, and say why.
/// All memory is bounded, so that a hole fails a test and not the machine.
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

#include "sandbox/control_group.hpp"
#include "sandbox_fixture.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

using namespace std::chrono_literals;

constexpr std::uint64_t mebibyte = std::uint64_t{1} << 20;

std::vector<std::string> groups_of_this_process(const fs::path& place) {
  std::vector<std::string> found;
  for (const auto& entry : fs::directory_iterator(place)) {
    const std::string name = entry.path().filename().string();
    if (name.rfind("sandbox-" + std::to_string(getpid()) + "-", 0) == 0) found.push_back(name);
  }
  return found;
}

fs::path folder_of(const ControlGroup& group) {
  return group.entrances().front().parent_path();
}

class ControlGroupLimits : public SandboxTest {
 protected:
  void SetUp() override {
    SandboxTest::SetUp();
    sandbox_.control_groups = find_control_groups();
    if (!sandbox_.control_groups.found()) GTEST_SKIP() << sandbox_.control_groups.why_not;
    sandbox_.memory = 128 * mebibyte;
    sandbox_.temporary_bytes = mebibyte;
  }
};
INSTANTIATE_TEST_SUITE_P(Tier, ControlGroupLimits, ::testing::ValuesIn(working_tiers(SandboxTier::landlock)),
                         tier_name);
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(ControlGroupLimits);

TEST_P(ControlGroupLimits, ProcessesThatTakeTooMuchTogetherAreStopped) {
  const ProcessResult result = run({"share", "8", "48"});
  EXPECT_EQ(result.ending, Ending::memory_limit) << result.output;
  EXPECT_EQ(result.overrun, "all processes together took more than 129 MiB of memory");
  // Without the group nobody minds: it was the group that held.
  sandbox_.control_groups = {};
  EXPECT_EQ(run({"share", "8", "48"}).output, "done\n");
}

TEST_P(ControlGroupLimits, OneMayTakeWhatOneMay) {
  const ProcessResult result = run({"share", "1", "100"});
  EXPECT_EQ(result.ending, Ending::exited);
  EXPECT_EQ(result.output, "done\n");
}

TEST_P(ControlGroupLimits, ItIsNeverTheMachinesFault) {
  const ProcessSpec wrapped = in_sandbox(process({"share", "8", "48"}), sandbox_, GetParam());
  EXPECT_EQ(sandbox_fault(wrapped, run_process(wrapped)), "");
}

TEST_P(ControlGroupLimits, MemoryThatRanOutElsewhereIsTheMachinesFault) {
  const ControlGroup small(sandbox_.control_groups, 96 * mebibyte, 64);
  if (sandbox_.control_groups.version == 2)
    std::ofstream(folder_of(small) / "cgroup.subtree_control") << "+memory +pids";
  sandbox_.control_groups.memory = folder_of(small);
  if (!sandbox_.control_groups.processes.empty())
    sandbox_.control_groups.processes = small.entrances().back().parent_path();
  sandbox_.memory = 512 * mebibyte;
  wall_ = 10s;  // those that are left wait for each other; a busy machine takes its time until then
  const ProcessSpec wrapped = in_sandbox(process({"share", "4", "48"}), sandbox_, GetParam());
  const ProcessResult result = run_process(wrapped);
  EXPECT_NE(result.ending, Ending::memory_limit);
  EXPECT_TRUE(contains(sandbox_fault(wrapped, result), "the machine ran out of memory")) << result.output;
}

TEST_P(ControlGroupLimits, NoGroupIsLeft) {
  const fs::path place = sandbox_.control_groups.memory;
  {
    const ProcessSpec wrapped = in_sandbox(process({"exit", "0"}), sandbox_, GetParam());
    EXPECT_EQ(groups_of_this_process(place).size(), 1U);
    run_process(wrapped);
  }
  run({"share", "8", "48"});
  wall_ = 500ms;
  run({"daemon_and_loop", (writable() / "lock").string()});
  EXPECT_TRUE(!fs::exists(shared() / "lock") || lock_is_free(shared() / "lock")) << "the group's end waits for it";
  EXPECT_EQ(groups_of_this_process(place), std::vector<std::string>{});
}

TEST_P(ControlGroupLimits, WithoutItsGroupAProgramIsNotStarted) {
  const ProcessSpec wrapped = in_sandbox(process({"say", "started"}), sandbox_, GetParam());
  for (const fs::path& entrance : dynamic_cast<const ControlGroup&>(*wrapped.watch).entrances())
    fs::remove(entrance.parent_path());
  const ProcessResult result = run_process(wrapped);
  EXPECT_TRUE(contains(sandbox_fault(wrapped, result), "cgroup.procs")) << result.output;
  EXPECT_FALSE(contains(result.output, "started"));
}

class ControlGroupTest : public ::testing::Test {
 protected:
  void SetUp() override {
    place_ = find_control_groups();
    if (!place_.found()) GTEST_SKIP() << place_.why_not;
  }
  ControlGroupPlace place_;
};

TEST_F(ControlGroupTest, LimitsProcesses) {
  if (place_.processes.empty()) GTEST_SKIP() << "only memory may be limited here";
  const ControlGroup group(place_, 0, 9);
  EXPECT_EQ(text_of(group.entrances().back().parent_path() / "pids.max"), "9\n");
}

TEST_F(ControlGroupTest, EndsWhatIsStillInIt) {
  auto group = std::make_unique<ControlGroup>(place_, 64 * mebibyte, 9);
  const pid_t child = fork();
  if (child == 0) {
    for (const fs::path& entrance : group->entrances()) std::ofstream(entrance) << "0";
    for (const int number : {SIGTERM, SIGHUP, SIGINT}) std::signal(number, SIG_IGN);
    alarm(60);
    while (true) pause();
  }
  ASSERT_TRUE(eventually([&] { return text_of(group->entrances().back()) == std::to_string(child) + "\n"; }));
  std::thread reaper([child] {
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
  });
  group.reset();
  reaper.join();
  EXPECT_EQ(groups_of_this_process(place_.memory), std::vector<std::string>{});
}

TEST_F(ControlGroupTest, WhatAKilledGraderLeftIsRemovedAndNothingElse) {
  const ControlGroup held(place_, 64 * mebibyte, 9);
  const pid_t killed = fork();
  if (killed == 0) {
    new ControlGroup(place_, 64 * mebibyte, 9);
    kill(getpid(), SIGKILL);
  }
  waitpid(killed, nullptr, 0);
  const auto left = [&](const fs::path& place) {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(place)) {
      count += entry.path().filename().string().rfind("sandbox-" + std::to_string(killed) + "-", 0) == 0 ? 1 : 0;
    }
    return count;
  };
  EXPECT_EQ(left(place_.memory), 1);
  remove_left_groups(place_);
  EXPECT_EQ(left(place_.memory), 0);
  if (!place_.processes.empty()) {
    EXPECT_EQ(left(place_.processes), 0);
  }
  for (const fs::path& entrance : held.entrances()) EXPECT_TRUE(fs::exists(entrance));
}

// Two jobs of one machine have groups of their own for memory, and may share one for processes.
TEST_F(ControlGroupTest, AGraderWithAnotherPlaceForMemoryRemovesNothing) {
  const ControlGroup held(place_, 64 * mebibyte, 9);
  ControlGroupPlace other = place_;
  other.memory = place_.memory / ("other-" + std::to_string(getpid()));
  ASSERT_TRUE(fs::create_directory(other.memory));
  remove_left_groups(other);
  EXPECT_TRUE(fs::remove(other.memory));
  for (const fs::path& entrance : held.entrances()) EXPECT_TRUE(fs::exists(entrance)) << entrance;
}

}  // namespace
}  // namespace grader::testing
