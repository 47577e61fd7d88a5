#include "sandbox/control_group.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include "sandbox_fixture.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

/// A folder in the place of /sys/fs/cgroup. The kernel's files are plain ones, so what is written to them can be read.
class ControlGroupPlaceTest : public ::testing::Test {
 protected:
  void SetUp() override {
    write_text(membership(), "4:memory:/jobs/job7\n3:cpu,pids:/\n0::/user.slice/run-7.scope\n");
    mount("cgroup2", "/", "second", "rw");
    write_text(group() / "cgroup.type", "domain\n");
    write_text(group() / "cgroup.controllers", "cpu memory pids\n");
    write_text(group() / "cgroup.subtree_control", "");
    write_text(group() / "cgroup.procs", "");
    write_text(group() / "grader/cgroup.procs", "");
  }
  /// In the place of what is mounted so far.
  void mount(const std::string& type, const std::string& root, const std::string& at, const std::string& options) {
    mounts_ = "22 1 0:4 / /proc rw,relatime - proc proc rw\n";
    add_mount(type, root, at, options);
  }
  void add_mount(const std::string& type, const std::string& root, const std::string& at, const std::string& options) {
    mounts_ += "41 31 0:38 " + root + " " + (folder_.path() / at).string() + " rw,relatime shared:7 - " + type + " " +
               type + " " + options + "\n";
    write_text(folder_.path() / "mounts", mounts_);
  }
  fs::path membership() const { return folder_.path() / "membership"; }
  fs::path group() const { return folder_.path() / "second/user.slice/run-7.scope"; }
  ControlGroupPlace prepare() const { return prepare_control_groups(membership(), folder_.path() / "mounts"); }
  void expect_refusal(const std::string& reason) const {
    const ControlGroupPlace place = prepare();
    EXPECT_FALSE(place.found());
    EXPECT_TRUE(contains(place.why_not, reason)) << place.why_not;
    EXPECT_EQ(text_of(group() / "cgroup.subtree_control"), "");
  }
  TemporaryFolder folder_;
  std::string mounts_;
};

TEST_F(ControlGroupPlaceTest, OfTheSecondVersionIsMadeReady) {
  const ControlGroupPlace place = prepare();
  EXPECT_EQ(place.version, 2);
  EXPECT_EQ(place.memory, group());
  EXPECT_EQ(place.processes, group());
  EXPECT_EQ(place.why_not, "");
  EXPECT_EQ(text_of(group() / "cgroup.subtree_control"), "+memory +pids");
  EXPECT_EQ(text_of(group() / "grader/cgroup.procs"), std::to_string(getpid()));
}

TEST_F(ControlGroupPlaceTest, AWorkerFindsWhatTheGraderMadeReady) {
  write_text(membership(), "0::/user.slice/run-7.scope/grader\n");
  write_text(group() / "cgroup.subtree_control", "memory pids\n");
  EXPECT_EQ(prepare().memory, group());
  EXPECT_FALSE(fs::exists(group() / "grader/grader"));
}

TEST_F(ControlGroupPlaceTest, AContainerSeesItsOwnPartOnly) {
  mount("cgroup2", "/user.slice", "second/user.slice", "rw");
  EXPECT_EQ(prepare().memory, group());
  write_text(group() / "cgroup.subtree_control", "");
  mount("cgroup2", "/elsewhere", "second", "rw");
  expect_refusal("/user.slice/run-7.scope of cgroup v2 is not seen");
  write_text(membership(), "0::/../../run-7.scope\n");
  expect_refusal("not seen");
}

TEST_F(ControlGroupPlaceTest, IsRefusedWhereNothingIsMounted) {
  mount("tmpfs", "/", "second", "rw");
  expect_refusal("v2 is not mounted");
}

TEST_F(ControlGroupPlaceTest, IsRefusedInTheGroupOfTheWholeMachine) {
  fs::remove(group() / "cgroup.type");
  expect_refusal("no cgroup v2 of its own");
}

TEST_F(ControlGroupPlaceTest, IsRefusedWithoutTheControllers) {
  write_text(group() / "cgroup.controllers", "cpu pids\n");
  expect_refusal("no controllers of memory");
}

TEST_F(ControlGroupPlaceTest, IsRefusedWhereItWasNotHandedToUs) {
  fs::remove_all(group() / "grader");
  expect_refusal("was not handed to us");
  EXPECT_FALSE(fs::exists(group() / "grader"));
}

TEST_F(ControlGroupPlaceTest, GoesBackWhereOthersAreInTheGroup) {
  fs::remove(group() / "cgroup.subtree_control");  // the kernel refuses with another error
  EXPECT_TRUE(contains(prepare().why_not, "holds other processes too"));
  EXPECT_EQ(text_of(group() / "cgroup.procs"), std::to_string(getpid()));
}

TEST_F(ControlGroupPlaceTest, OfTheFirstVersionIsTakenWhereTheSecondHasNone) {
  fs::create_directories(folder_.path() / "memory/jobs/job7");
  fs::create_directories(folder_.path() / "pids");
  write_text(group() / "cgroup.controllers", "\n");
  add_mount("cgroup", "/", "memory", "rw,memory");
  ControlGroupPlace place = prepare();
  EXPECT_EQ(place.version, 1);
  EXPECT_EQ(place.memory, folder_.path() / "memory/jobs/job7");
  EXPECT_EQ(place.processes, "") << "memory alone is worth it";
  add_mount("cgroup", "/", "pids", "rw,cpu,pids");
  place = prepare();
  EXPECT_EQ(place.processes, folder_.path() / "pids");
  fs::remove_all(folder_.path() / "memory/jobs");
  expect_refusal("no controllers of memory and processes; the group /jobs/job7 of cgroup v1 was not handed to us");
}

}  // namespace
}  // namespace grader::testing
