// One grader at a time in a build folder.
#include "build_lock.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <filesystem>
#include <optional>
#include <thread>

#include "build.hpp"
#include "errors.hpp"

namespace grader {
namespace {

namespace fs = std::filesystem;

class BuildLockOf : public ::testing::Test {
 protected:
  BuildLockOf() { fs::create_directories(root); }
  ~BuildLockOf() override { fs::remove_all(root); }
  const fs::path root = fs::temp_directory_path() / ("build_lock_test_" + std::to_string(getpid()));
};

TEST_F(BuildLockOf, ASecondWaitsForTheFirst) {
  std::optional<BuildLock> first(root);
  std::atomic<bool> entered = false;
  std::thread second([&] {
    const BuildLock lock(root);
    entered = true;
  });
  std::this_thread::sleep_for(std::chrono::milliseconds(60));
  EXPECT_FALSE(entered);
  first.reset();
  second.join();
  EXPECT_TRUE(entered);
}

TEST_F(BuildLockOf, AFolderThatIsNotThereIsAFaultOfTheMachine) {
  EXPECT_THROW(const BuildLock lock(root / "nowhere"), EnvironmentError);
}

// Here is nothing that CMake could read, so running it would fail.
TEST_F(BuildLockOf, CMakeIsNotRunForWhatAnotherHasPrepared) {
  EXPECT_NO_THROW(configure(root, "check", [] { return false; }));
  EXPECT_THROW(configure(root, "check", [] { return true; }), EnvironmentError);
}

}  // namespace
}  // namespace grader
