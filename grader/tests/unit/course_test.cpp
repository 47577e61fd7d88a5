#include "course.hpp"

#include <gtest/gtest.h>

#include "errors.hpp"
#include "temporary_course.hpp"

namespace grader::testing {
namespace {

TEST(LoadCourse, APathThatTheLoaderCannotSearchIsRefusedInWords) {
  for (const char* name : {"a:b", "a;b"}) {
    const TemporaryFolder folder;
    const fs::path root = folder.path() / name / "course";
    write_text(root / "modules" / "course.cmake", "");
    EXPECT_EQ(find_course_root(root), root) << "`doctor` still finds it";
    try {
      load_course(root);
      FAIL() << "expected an EnvironmentError";
    } catch (const EnvironmentError& error) {
      EXPECT_TRUE(contains(error.what(), root.string())) << error.what();
      EXPECT_TRUE(contains(error.what(), std::string("a path with '") + name[1] + "'")) << error.what();
      EXPECT_TRUE(contains(error.what(), "Move or rename")) << error.what();
    }
    EXPECT_FALSE(fs::exists(root / "build")) << "nothing was configured";
  }
}

TEST(FindCourse, OutsideOfACourseTheCommandLineIsWrongAndNotTheMachine) {
  const TemporaryFolder folder;
  try {
    find_course_root(folder.path());
    FAIL() << "expected a UsageError";
  } catch (const UsageError& error) {
    EXPECT_TRUE(contains(error.what(), folder.path().string())) << error.what();
    EXPECT_TRUE(contains(error.what(), "modules/course.cmake was looked for")) << error.what();
    EXPECT_TRUE(contains(error.what(), "grader --course DIR")) << error.what();
  }
}

}  // namespace
}  // namespace grader::testing
