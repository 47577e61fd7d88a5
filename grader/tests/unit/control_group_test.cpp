#include "sandbox/control_group.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "sandbox_fixture.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

/// A folder in the place of /sys/fs/cgroup. The kernel's files are plain ones, so what is written to them can be read.
class ControlGroupTest : public ::testing::Test {
 protected:
  void SetUp() override {
    write_text(membership(), "4:memory:/old\n0::/user.slice/run-7.scope\n");
    write_text(mounts(), "proc /proc proc rw 0 0\ncgroup2 " + folder_.path().string() + " cgroup2 rw 0 0\n");
    write_text(group() / "cgroup.controllers", "cpu memory pids\n");
    write_text(group() / "cgroup.subtree_control", "");
    write_text(group() / "grader/cgroup.procs", "");
  }
  fs::path membership() const { return folder_.path() / "membership"; }
  fs::path mounts() const { return folder_.path() / "mounts"; }
  fs::path group() const { return folder_.path() / "user.slice/run-7.scope"; }
  ControlGroup prepare() const { return prepare_control_group(membership(), mounts()); }
  void expect_refusal(const std::string& reason) const {
    const ControlGroup found = prepare();
    EXPECT_TRUE(found.folder.empty());
    EXPECT_TRUE(contains(found.why_not, reason)) << found.why_not;
    EXPECT_EQ(text_of(group() / "cgroup.subtree_control"), "");
  }
  TemporaryFolder folder_;
};

TEST_F(ControlGroupTest, IsMadeReady) {
  const ControlGroup found = prepare();
  EXPECT_EQ(found.folder, group());
  EXPECT_EQ(found.why_not, "");
  EXPECT_EQ(text_of(group() / "cgroup.subtree_control"), "+memory +pids");
  EXPECT_EQ(text_of(group() / "grader/cgroup.procs"), std::to_string(getpid()));
}

TEST_F(ControlGroupTest, IsRefusedWhereNothingIsMounted) {
  write_text(mounts(), "cgroup /sys/fs/cgroup/memory cgroup rw,memory 0 0\n");
  expect_refusal("no cgroup v2");
}

TEST_F(ControlGroupTest, IsRefusedInTheRootGroup) {
  write_text(membership(), "4:memory:/old\n0::/\n");
  expect_refusal("no cgroup v2 of its own");
}

TEST_F(ControlGroupTest, IsRefusedWithoutTheControllers) {
  write_text(group() / "cgroup.controllers", "cpu pids\n");
  expect_refusal("no controllers of memory");
}

TEST_F(ControlGroupTest, IsRefusedWhereItWasNotHandedToUs) {
  fs::remove_all(group() / "grader");
  expect_refusal("was not handed to us");
}

TEST_F(ControlGroupTest, EndedGroupsAreRemovedAndNothingElse) {
  fs::create_directories(group() / "sandbox-1");
  write_text(group() / "sandbox-2/in_use", "");
  remove_ended_groups(group());
  EXPECT_FALSE(fs::exists(group() / "sandbox-1"));
  EXPECT_TRUE(fs::exists(group() / "sandbox-2"));
  EXPECT_TRUE(fs::exists(group() / "grader"));
}

TEST_F(ControlGroupTest, WithoutItsGroupAProgramIsNotStarted) {
  for (const SandboxTier tier : working_tiers(SandboxTier::landlock)) {
    SandboxSpec sandbox;
    sandbox.control_group = group();
    ProcessSpec spec;
    spec.command = {"/bin/echo", "started"};
    const ProcessSpec wrapped = in_sandbox(spec, sandbox, tier);
    const ProcessResult result = run_process(wrapped);
    EXPECT_TRUE(contains(sandbox_fault(wrapped, result), "memory.max")) << result.output;
    EXPECT_FALSE(contains(result.output, "started")) << to_word(tier);
  }
}

}  // namespace
}  // namespace grader::testing
