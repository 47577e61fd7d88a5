// What a killed grader leaves behind is removed by the next, and nothing of a living one.
#include "grading/scratch_folder.hpp"

#include <gtest/gtest.h>

#include <csignal>

#include "temporary_course.hpp"

namespace grader::testing {
namespace {

struct ScratchFolders : ::testing::Test {
  TemporaryFolder parent;
  std::size_t count() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(parent.path()), fs::directory_iterator()));
  }
  void killed_with_a_folder() const {
    EXPECT_EQ(in_child([this] {
                const ScratchFolder mine(parent.path());
                write_text(mine.path() / "build" / "object.o", "left behind");
                return kill(getpid(), SIGKILL);
              }),
              1000 + SIGKILL);
  }
};

TEST_F(ScratchFolders, AreGoneWithTheirOwner) {
  {
    const ScratchFolder mine(parent.path());
    write_text(mine.path() / "file", "");
    EXPECT_EQ(fs::status(mine.path()).permissions(), fs::perms(0711));
  }
  EXPECT_EQ(count(), 0U);
}

TEST_F(ScratchFolders, OfAKilledOwnerAreRemovedAndThoseOfALivingOneStay) {
  killed_with_a_folder();
  killed_with_a_folder();
  const ScratchFolder living(parent.path());
  write_text(living.path() / "file", "");
  ASSERT_EQ(count(), 3U);
  remove_left_scratch_folders(parent.path());
  EXPECT_EQ(count(), 1U);
  EXPECT_TRUE(fs::exists(living.path() / "file"));
}

TEST_F(ScratchFolders, OfAnotherMachineOrAnybodyElseStay) {
  killed_with_a_folder();
  const fs::path left = fs::directory_iterator(parent.path())->path();
  const std::string name = left.filename().string();
  fs::create_directory(parent.path() / "my-own");
  // A machine whose name begins with ours.
  fs::create_directory(parent.path() / (name.substr(0, name.size() - 6) + "2-abcdef"));
  fs::create_directory(parent.path() / "work-some.other.machine-abcdef");
  write_text(parent.path() / name.substr(0, name.size() - 6).append("abcdef"), "no folder");
  remove_left_scratch_folders(parent.path());
  EXPECT_EQ(count(), 4U);
  EXPECT_FALSE(fs::exists(left));
  remove_left_scratch_folders(parent.path() / "none");
}

}  // namespace
}  // namespace grader::testing
